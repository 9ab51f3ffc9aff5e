# The service on a Temporal server that somebody else runs (TEMPORAL_ADDRESS); see docker-compose.yml.
FROM node:20-bookworm-slim
WORKDIR /kaowu
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# The program and the workflow bundle are built at the first start, into this folder.
RUN mkdir -p .kaowu /data && chown -R node:node .kaowu /data
USER node
ENV KAOWU_DATA=/data
STOPSIGNAL SIGTERM
CMD ["node", "bin/kaowu.js", "up"]
