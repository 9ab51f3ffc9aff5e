import { z } from 'zod';
import { shape, words } from '../plan/shape.js';

const NAME = /^[a-z][a-z0-9-]{0,31}$/;
const REFERENCE = /^(?:env:[A-Za-z_]\w{0,127}|file:\S.{0,500})$/;

const name = words('bad-channel-name', (text) => NAME.test(text));
const label = z.enum(['public', 'internal', 'sensitive']);
const token = z.string().min(1).max(200);
const file = z.string().min(1).max(500);

/** A secret by where it is: `env:NAME` or `file:PATH`, the path as seen from the settings' folder. */
const secret = words('bad-secret', (text) => REFERENCE.test(text));

/** An address that is no secret. Whether http is allowed depends on how far the channel may reach. */
const url = words('bad-channel-url', (text) => {
  const parsed = URL.canParse(text) ? new URL(text) : null;
  return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username === '';
});
const smtp = words('bad-smtp-url', (text) => {
  const parsed = URL.canParse(text) ? new URL(text) : null;
  return parsed !== null && /^smtps?:$/.test(parsed.protocol) && parsed.username === '';
});
const from = words('bad-mail-from', (text) =>
  /^(?:[^<>"\p{Cc}]{1,100} )?<?[^\s@"<>,;:()]{1,64}@[a-z0-9.-]{1,190}>?$/iu.test(text),
);

const usual = {
  name,
  /** For rehearsals, and for nothing else. */
  rehearsals: z.boolean().default(false),
  links: z.boolean().optional(),
};
const some = {
  carries: label.default('internal'),
  perMinute: z.int().min(1).max(10_000).optional(),
};
const web = {
  reach: z.enum(['public', 'private', 'any']).default('public'),
  ca: file.optional(),
};

const robot = { ...usual, ...some, ...web, webhook: secret };

/** One channel, by its kind. */
const channel = z.discriminatedUnion(
  'kind',
  [
    shape({ kind: z.literal('wecom'), ...robot }),
    shape({ kind: z.literal('dingtalk'), ...robot, secret: secret.optional() }),
    shape({ kind: z.literal('feishu'), ...robot, secret: secret.optional() }),
    shape({
      kind: z.literal('sms'),
      ...{ ...usual, ...some, ...web, url, key: token, secret },
      template: token,
      codeTemplate: token.optional(),
      /** Characters of a parameter. */
      most: z.int().min(10).max(500).default(35),
    }),
    shape({ kind: z.literal('webhook'), ...usual, ...some, ...web, url, key: token, secret }),
    shape({
      kind: z.literal('mail'),
      ...{
        ...usual,
        ...some,
        server: smtp,
        user: token.optional(),
        password: secret.optional(),
        from,
      },
      domain: z
        .string()
        .regex(/^[a-z0-9.-]{1,190}$/i)
        .optional(),
      tls: z.enum(['required', 'offered', 'none']).default('required'),
      ca: file.optional(),
    }),
    shape({ kind: z.literal('file'), ...usual, ...some, path: file }),
    shape({ kind: z.literal('terminal'), ...usual, ...some }),
  ],
  { error: () => 'wecom, dingtalk, feishu, sms, webhook, mail, file, terminal' },
);

const order = z.array(name).min(1).max(20);

/** `channels.yaml`: by which ways people are reached, and in which order. */
export const CHANNELS = shape({
  channels: z.array(channel).min(1).max(50),
  /** By urgency; what is not named takes all channels as they stand. */
  order: shape({
    critical: order.optional(),
    urgent: order.optional(),
    ordinary: order.optional(),
  }).optional(),
  /** By which channels codes for one-time links go; else the file of this machine. */
  codes: order.optional(),
});

export type ChannelsFile = z.infer<typeof CHANNELS>;
export type ChannelSetting = ChannelsFile['channels'][number];
