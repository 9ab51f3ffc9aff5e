import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

const DESCRIPTION = [
  'Instants are milliseconds since the Unix epoch, in the time of the plan unless said.',
  'In addresses a unit’s path is written with dots: `lanxi.site-3`.',
  'Every change carries an `Idempotency-Key`: the same key again is the same effect and the same answer.',
  '503 means unknown: it may still happen, and the same key asks again after `Retry-After` seconds;',
  'with the code `busy` this request was not begun: there were too many at once.',
  '404 is also said of what somebody may not see.',
].join(' ');

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** How the API describes itself: OpenAPI 3.1, made from the schemas that requests are held against. */
export const documentOf = (version: string): FastifyDynamicSwaggerOptions => ({
  openapi: {
    openapi: '3.1.0',
    info: { title: 'Kaowu 考务', version, description: DESCRIPTION },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'kaowu' },
      },
    },
    security: [{ token: [] }, { session: [] }],
  },
  transform: described,
  transformObject: (input) => withProblems(jsonSchemaTransformObject(input)),
});

type Transform = NonNullable<FastifyDynamicSwaggerOptions['transform']>;

/** What every route has besides its own schemas: whom it lets in, and the key of a change. */
const described: Transform = (input) => {
  const { schema, url } = jsonSchemaTransform(input);
  const { config = {}, method } = input.route;
  const {
    access = 'signed-in',
    idempotency = 'stored',
    media,
  } = config as {
    access?: string;
    idempotency?: string;
    media?: readonly string[];
  };
  const isChange = ![method].flat().some((one) => SAFE.has(one));
  return {
    url,
    schema: {
      ...(schema as object),
      'x-access': access,
      ...(media && { 'x-media': media }),
      ...(access === 'anybody' && { security: [] }),
      ...(isChange && idempotency !== 'none' && { headers: KEY }),
    } as ReturnType<Transform>['schema'],
  };
};

const KEY = {
  type: 'object',
  required: ['Idempotency-Key'],
  properties: {
    'Idempotency-Key': {
      type: 'string',
      pattern: '^[\\x21-\\x7e]{8,200}$',
      description: 'of this one intent: the same on every retry',
    },
  },
};

interface Response {
  description?: string;
  content?: Record<string, unknown>;
}

interface Operation {
  'x-media'?: readonly string[];
  parameters?: readonly { readonly in: string; readonly name: string }[];
  responses?: Record<string, Response>;
}

/** Whatever is refused is refused as a problem document; tables and the like are no JSON. */
function withProblems<Document>(document: Document): Document {
  const { paths = {} } = document as { paths?: Record<string, Record<string, Operation>> };
  for (const methods of Object.values(paths))
    for (const operation of Object.values(methods)) describeAnswers(operation);
  return document;
}

function describeAnswers(operation: Operation): void {
  const { parameters = [], responses = {} } = operation;
  for (const [code, response] of Object.entries(responses)) {
    const schema = response.content?.['application/json'];
    if (Number(code) < 400 || schema === undefined) continue;
    response.content = { 'application/problem+json': schema };
  }
  // A key that stood for something else, and one whose request is still on its way.
  const isKeyed = parameters.some(({ name }) => name === 'Idempotency-Key');
  const like = responses['400'];
  if (isKeyed && like) Object.assign(responses, { 409: like, 422: like, ...responses });
  const media = operation['x-media'];
  if (!media) return;
  const file = { schema: { type: 'string', format: 'binary' } };
  responses['200'] = {
    description: 'a file',
    content: Object.fromEntries(media.map((type) => [type, file])),
  };
  delete operation['x-media'];
}
