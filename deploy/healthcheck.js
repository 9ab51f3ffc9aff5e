// @ts-check
// Says whether this container can serve: the health of its own process, over its own port.
const port = process.env.KAOWU_METRICS_PORT ?? '9464';
const answer = await fetch(`http://127.0.0.1:${port}/readyz`, {
  signal: AbortSignal.timeout(4_000),
}).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
