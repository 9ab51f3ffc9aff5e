import type { Routes } from '../api.js';
import { addAnswerPages } from './answer-pages.js';
import { addAssets } from './assets.js';
import { addContactPages } from './contact-pages.js';
import { addCustodyPages } from './custody-pages.js';
import { addDeskPages } from './desk-pages.js';
import { addDesksPages } from './desks-pages.js';
import { addDutyPages } from './duty-pages.js';
import { addLinkPages } from './link-pages.js';
import { addLinksPages } from './links-pages.js';
import { addListPages } from './list-pages.js';
import { openPages, type PageParts } from './page.js';
import { addMinutePages } from './minute-pages.js';
import { addPhonePages } from './phone-pages.js';
import { addPhoneProcedures } from './phone-procedures.js';
import { addProcedurePages } from './procedure-pages.js';
import { addReportPages } from './report-pages.js';
import { addRoomPages } from './room-pages.js';
import { addSignInPages } from './sign-in-pages.js';
import { addVisitPages } from './visit-pages.js';

/** The pages: server-made text, forms that send, nothing from elsewhere. */
export const pageRoutes =
  (parts: PageParts): Routes =>
  (api) => {
    openPages(api);
    addAssets(api);
    addSignInPages(api, parts);
    addListPages(api, parts);
    addDutyPages(api, parts);
    addDeskPages(api, parts);
    addRoomPages(api, parts);
    addMinutePages(api, parts);
    addVisitPages(api, parts);
    addDesksPages(api, parts);
    addProcedurePages(api, parts);
    addPhonePages(api, parts);
    addPhoneProcedures(api, parts);
    addLinkPages(api, parts);
    addAnswerPages(api, parts);
    addLinksPages(api, parts);
    addContactPages(api, parts);
    addReportPages(api, parts);
    addCustodyPages(api, parts);
  };
