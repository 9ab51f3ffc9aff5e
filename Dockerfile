# One image for `kaowu api`, `kaowu worker` and all other commands; docker-compose.yml says which.
# Everything that a start needs is built here: a running container fetches and writes nothing but its data.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /kaowu
COPY package.json package-lock.json ./
# Scripts of dependencies are denied (package.json, allowScripts): their native parts come ready-made.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY . .
RUN node --import tsx deploy/prepare.ts

FROM node:20.20.2-bookworm-slim
WORKDIR /kaowu
# Owned by root and not written to: the process has its data folder and nothing else.
COPY --from=build /kaowu /kaowu
RUN install -d -o node -g node -m 0750 /data \
  && printf '#!/bin/sh\nexec node /kaowu/.kaowu/build/kaowu.js "$@"\n' > /usr/local/bin/kaowu \
  && chmod 0755 /usr/local/bin/kaowu
USER node
ENV NODE_ENV=production \
    KAOWU_DATA=/data \
    KAOWU_HOST=0.0.0.0 \
    KAOWU_METRICS_HOST=0.0.0.0 \
    KAOWU_METRICS_PORT=9464
VOLUME /data
# 8080 the API, 9464 health and metrics.
EXPOSE 8080 9464
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "/kaowu/deploy/healthcheck.js"]
ENTRYPOINT ["node", "/kaowu/.kaowu/build/kaowu.js"]
CMD ["worker"]
