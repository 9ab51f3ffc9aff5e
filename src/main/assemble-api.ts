import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Api } from '../api/api.js';
import { createApi } from '../api/app.js';
import { pageRoutes } from '../api/pages/index.js';
import { auditRoutes } from '../api/routes/audit.js';
import { accountRoutes } from '../api/routes/accounts.js';
import { custodyRoutes } from '../api/routes/custody.js';
import { vaultRoutes } from '../api/routes/vault.js';
import { calendarRoutes } from '../api/routes/calendars.js';
import { channelRoutes } from '../api/routes/channels.js';
import { exportRoutes } from '../api/routes/exports.js';
import { deskRoutes } from '../api/routes/desks.js';
import { dutyRoutes } from '../api/routes/duties.js';
import { invitationRoutes } from '../api/routes/invitations.js';
import { eventRoutes } from '../api/routes/events.js';
import { healthRoutes } from '../api/routes/health.js';
import { listRoutes } from '../api/routes/lists.js';
import { noticeRoutes } from '../api/routes/notices.js';
import { planRoutes } from '../api/routes/plans.js';
import { previewRoutes } from '../api/routes/previews.js';
import { reportRoutes } from '../api/routes/reports.js';
import { roomRoutes } from '../api/routes/rooms.js';
import { roomVisitRoutes } from '../api/routes/room-visits.js';
import { seasonRoutes, type PortFor } from '../api/routes/seasons.js';
import { sessionRoutes } from '../api/routes/session.js';
import { auditKeysFrom } from '../adapters/audit-keys.js';
import { openSeal } from '../adapters/secrets/keys.js';
import { createAudit } from '../service/audit/audit.js';
import type { Accounts } from '../service/accounts/accounts.js';
import { createAuditLog } from '../service/audit/log.js';
import { createConcerned } from '../service/concerned.js';
import { createAddressBook } from '../service/courier/address-book.js';
import { createTold } from '../service/courier/told.js';
import { createChannelDesk, guardedChannels } from '../service/courier/channel-desk.js';
import { assertNothingForbidden } from '../service/forbidden.js';
import { createGuard, type Guard, type Visitor } from '../service/guarded.js';
import { guardedPort } from '../service/guarded-port.js';
import { createCalendars } from '../service/reads/calendars.js';
import { createExports } from '../service/reads/exports.js';
import { assertStartable } from '../service/registers/at-start.js';
import { createEvents } from '../service/reads/events.js';
import { createDoors } from '../service/desks/doors.js';
import { createFeedHub } from '../service/reads/feed-hub.js';
import { createPreviews } from '../service/proof/previews.js';
import { createReports } from '../service/proof/reports.js';
import { createService } from '../service/service.js';
import { openAccounts } from './accounts-room.js';
import { openChannelRoom } from './channel-room.js';
import { codecRoom } from './codec-room.js';
import { courierSettings } from './courier-settings.js';
import { CONSOLE, createConsole, hereAt } from './console.js';
import { startLoop } from './loops.js';
import type { Parts } from './parts.js';
import { openHouse } from './desk-room.js';
import { createPlanner } from './planner.js';
import type { Place } from './place.js';
import { registerRoom } from './register-room.js';
import { openRooms } from './rooms-room.js';
import { rosterRoom } from './roster-room.js';
import { startSigning } from './sign-daily.js';
import { VERSION } from './version.js';

const FORGET_MS = 3_600_000;
const FOLLOW_MS = 500;
/** When thousands come in the same second, a connection that finds no room here is lost before anybody can answer it. */
const BACKLOG = 4_096;

/** The API of a process: every room of it, on the parts of the process. */
export async function assembleApi(
  place: Place,
  { store, client, keys, instruments }: Omit<Parts, 'close'>,
  log: Logger,
): Promise<ServedApi> {
  const now = Date.now;
  const { onBatch, onServed } = instruments;
  const planner = createPlanner();
  const audit = createAuditLog({ store: store.audit, now });
  const proof = createAudit({ store: store.audit, keys: auditKeysFrom(keys), now });
  const guard = createGuard(instruments.watchAudit(audit));
  const served = { store, client, taskQueue: place.taskQueue, now, planner, onBatch };
  const port = createService({ ...served, audit: proof });
  const concerned = createConcerned({ store, now });
  const channels = openChannelRoom(place);
  const channelDesk = createChannelDesk({
    ...{ channels, ledger: store.ledger, now },
    book: createAddressBook({ store, seal: openSeal(keys), lang: place.lang }),
  });
  const house = openHouse(place, { store, keys }, channels);
  const doors = createDoors(house, audit);
  const portFor: PortFor = (visitor) =>
    guardedPort(
      {
        ...{ port, guard, concerned },
        checkContent: assertNothingForbidden,
        checkSignature: house.twoPersons.assertSignature,
        checkStandIn: house.twoPersons.assertStandIn,
        checkHands: house.twoPersons.assertHands,
      },
      visitor,
    );
  const channelsFor = (visitor: Visitor) => guardedChannels(channelDesk, guard, visitor);
  const previews = createPreviews({
    ...{ store, now, guard, concerned, settings: courierSettings(place) },
  });
  const reports = createReports({
    ...{ store, now, guard, concerned, seal: openSeal(keys), dutyPhone: place.dutyPhone },
  });
  const roomsFor = openRooms(place, { store }, guard);
  const room = openAccounts(place, { store, keys }, { audit, guard });
  const terminal = createConsole(place.dataFolder);
  const hub = createFeedHub({ store, now });
  const api = await createApi(
    {
      who: async (shown) => terminal.actorOf(shown) ?? room.accounts.actorOf(shown),
      answers: store.answers,
      routes: [
        sessionRoutes(room),
        invitationRoutes(room.accounts),
        accountRoutes(room),
        seasonRoutes(portFor),
        dutyRoutes(portFor),
        custodyRoutes(portFor),
        vaultRoutes(portFor),
        listRoutes(portFor),
        planRoutes(planner, guard, (prepared) => assertStartable({ store, now }, prepared)),
        registerRoom({ store, keys }, guard),
        rosterRoom(place, { store, keys }, channels, guard),
        roomRoutes(roomsFor),
        roomVisitRoutes(roomsFor),
        auditRoutes(proof, guard),
        codecRoom(place, { keys }, guard),
        channelRoutes(channelsFor),
        noticeRoutes(createTold({ store, guard, concerned })),
        healthRoutes(instruments.health, guard),
        eventRoutes(createEvents({ store, hub, guard, concerned }, now)),
        calendarRoutes(createCalendars({ store, now, guard, concerned })),
        exportRoutes(createExports({ store, now, guard, concerned })),
        previewRoutes(previews),
        reportRoutes(reports),
        deskRoutes({ house, guard, url: place.api.url }),
        pageRoutes({
          ...{ ...room, house, doors, portFor, roomsFor, guard, url: place.api.url },
          ...{ reports, previews, channelsFor },
        }),
      ],
      logger: log,
      observe: onServed,
      version: VERSION,
    },
    { trustProxy: place.api.trustProxy, isSecure: place.api.isSecure },
  );
  const signing = startSigning(proof, (line) => log.warn(line));
  const following = startLoop(FOLLOW_MS, hub.poll, (line) => log.warn(line));
  const forgetting = setInterval(() => void store.answers.forget().catch(() => {}), FORGET_MS);
  return {
    api,
    accounts: room.accounts,
    terminal: guard({ actor: CONSOLE, address: null }),
    async listen(host, wanted) {
      await api.listen({ host, port: wanted, backlog: BACKLOG });
      const { port: listening } = api.server.address() as AddressInfo;
      terminal.open(hereAt(host, listening));
      return listening;
    },
    async close() {
      clearInterval(forgetting);
      await signing.stop();
      await following.stop();
      terminal.close();
      channels.close();
      await api.close();
      await audit.close();
      await planner.close();
    },
  };
}

/** An API that can be let in: its address, and its end. */
export interface ServedApi {
  readonly api: Api;
  readonly accounts: Accounts;
  /** What the process itself does for whoever has started it is on record as the console's. */
  readonly terminal: ReturnType<Guard>;
  /** Begins to listen – port 0 takes any free one –, and opens the machine's own terminal to it. */
  listen(host: string, port: number): Promise<number>;
  close(): Promise<void>;
}
