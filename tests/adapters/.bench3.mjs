// tests/adapters/.bench3.ts
import { rmSync } from "node:fs";

// src/adapters/store/store.ts
import { Kysely } from "kysely";

// src/engine/model.ts
var epochMs = (ms) => ms;
var NEVER = epochMs(Number.MAX_SAFE_INTEGER);

// src/adapters/store/rows.ts
var ROWS_A_STATEMENT = 100;
async function inGroups(rows, write) {
  for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT)
    await write(rows.slice(i, i + ROWS_A_STATEMENT));
}
var instant = (ms) => ms === null ? null : epochMs(ms);
function toBoardLine(season2, path, seq, row2) {
  return {
    season: season2,
    path,
    duty: row2.duty,
    step: row2.step,
    session: sessionOf(row2),
    kind: row2.kind,
    status: row2.status,
    due_at: row2.dueAt,
    late_at: row2.lateAt,
    level: row2.level,
    returns: row2.returns,
    doer: row2.doer,
    answerable: row2.answerable,
    promise_at: row2.promiseAt,
    told_at: row2.toldAt,
    told: JSON.stringify(row2.told),
    next_at: row2.nextAt,
    next_to: JSON.stringify(row2.nextTo),
    next_action: row2.nextAction,
    accepted_at: row2.acceptedAt,
    missing: row2.missing,
    title: row2.title,
    seq
  };
}
function sessionOf({ duty: duty2, step }) {
  return duty2.startsWith(`${step}@`) ? duty2.slice(step.length + 1) : null;
}
async function putBoardLines(db, lines) {
  await inGroups(
    lines,
    (group) => db.insertInto("board").values(group).onConflict(
      (conflict) => conflict.columns(["season", "path", "duty"]).doUpdateSet((eb) => ({
        kind: eb.ref("excluded.kind"),
        status: eb.ref("excluded.status"),
        due_at: eb.ref("excluded.due_at"),
        late_at: eb.ref("excluded.late_at"),
        level: eb.ref("excluded.level"),
        returns: eb.ref("excluded.returns"),
        doer: eb.ref("excluded.doer"),
        answerable: eb.ref("excluded.answerable"),
        promise_at: eb.ref("excluded.promise_at"),
        told_at: eb.ref("excluded.told_at"),
        told: eb.ref("excluded.told"),
        next_at: eb.ref("excluded.next_at"),
        next_to: eb.ref("excluded.next_to"),
        next_action: eb.ref("excluded.next_action"),
        accepted_at: eb.ref("excluded.accepted_at"),
        missing: eb.ref("excluded.missing"),
        // A unit's state carries no titles: it may know one only when the duty is added.
        title: eb.fn.coalesce("excluded.title", "board.title"),
        seq: eb.ref("excluded.seq")
      })).whereRef("board.seq", "<=", "excluded.seq")
    ).execute()
  );
}

// src/adapters/store/units.ts
function inSubtree(eb, column, path) {
  return eb.or([
    eb(column, "=", path),
    eb.and([eb(column, ">=", `${path}/`), eb(column, "<", `${path}0`)])
  ]);
}
async function units(db, season2, under) {
  let query = db.selectFrom("units").selectAll().where("season", "=", season2).orderBy("path");
  if (under !== void 0) query = query.where((eb) => inSubtree(eb, "units.path", under));
  const rows = await query.execute();
  return rows.map(toUnit);
}
async function stuck(db, { season: season2, wakeBefore }) {
  const rows = await db.selectFrom("units").selectAll().where("season", "=", season2).where("next_wake_at", "<", wakeBefore).orderBy("next_wake_at").execute();
  return rows.map(toUnit);
}
async function setAlarm(db, season2, path, text) {
  await db.updateTable("units").set({ alarm: text }).where("season", "=", season2).where("path", "=", path).execute();
}
async function replaceBoard(db, unit) {
  const { season: season2, path, head } = unit;
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx.updateTable("units").set({ as_of: unit.asOf, next_wake_at: unit.nextWakeAt }).where("season", "=", season2).where("path", "=", path).where("head", "<=", head).executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await trx.updateTable("board").set({ seq: 0 }).where("season", "=", season2).where("path", "=", path).execute();
    await putBoardLines(trx, unit.rows.map((row2) => toBoardLine(season2, path, head, row2)));
    await removeOthers(trx, unit);
    return true;
  });
}
async function removeOthers(trx, { season: season2, path, rows }) {
  const stored = await trx.selectFrom("board").select("duty").where("season", "=", season2).where("path", "=", path).execute();
  const kept = new Set(rows.map(({ duty: duty2 }) => duty2));
  const others = stored.map(({ duty: duty2 }) => duty2).filter((duty2) => !kept.has(duty2));
  await inGroups(
    others,
    (group) => trx.deleteFrom("board").where("season", "=", season2).where("path", "=", path).where("duty", "in", group).execute()
  );
}
function toUnit(row2) {
  return {
    season: row2.season,
    path: row2.path,
    kind: row2.kind,
    title: { zh: row2.title_zh, en: row2.title_en },
    parent: row2.parent,
    head: row2.head,
    asOf: instant(row2.as_of),
    nextWakeAt: instant(row2.next_wake_at),
    recordedAt: instant(row2.recorded_at),
    alarm: row2.alarm
  };
}

// src/adapters/store/views.ts
function views(db) {
  return db.selectFrom("board").innerJoin(
    "units",
    (join) => join.onRef("units.season", "=", "board.season").onRef("units.path", "=", "board.path")
  ).leftJoin(
    "steps",
    (join) => join.onRef("steps.season", "=", "board.season").onRef("steps.step", "=", "board.step")
  ).selectAll("board").select([
    "units.kind as unit_kind",
    "units.title_zh as unit_zh",
    "units.title_en as unit_en",
    "units.as_of as unit_as_of",
    "steps.title_zh as step_zh",
    "steps.title_en as step_en",
    "steps.phase as phase",
    "steps.label as label",
    "steps.source as source"
  ]);
}
function toView(row2) {
  return {
    season: row2.season,
    path: row2.path,
    unit: {
      kind: row2.unit_kind,
      title: { zh: row2.unit_zh, en: row2.unit_en },
      asOf: instant(row2.unit_as_of)
    },
    duty: row2.duty,
    step: row2.step,
    session: row2.session,
    title: titleOf(row2),
    phase: row2.phase,
    label: row2.label,
    source: row2.source,
    kind: row2.kind,
    status: row2.status,
    dueAt: epochMs(row2.due_at),
    lateAt: instant(row2.late_at),
    level: row2.level,
    returns: row2.returns,
    doer: row2.doer,
    answerable: row2.answerable,
    promiseAt: instant(row2.promise_at),
    toldAt: instant(row2.told_at),
    told: JSON.parse(row2.told),
    nextAt: instant(row2.next_at),
    nextAction: row2.next_action,
    nextTo: JSON.parse(row2.next_to),
    acceptedAt: instant(row2.accepted_at),
    missing: row2.missing,
    seq: row2.seq
  };
}
function titleOf({ title, step, step_zh, step_en }) {
  return { zh: title ?? step_zh ?? step, en: title ?? step_en ?? step };
}

// src/adapters/store/board.ts
async function overdue(db, filter) {
  const { at } = filter;
  const rows = await filtered(db, filter).where((eb) => typeof at === "number" ? eb("board.late_at", "<=", at) : lateBySeason(eb, at)).orderBy("board.late_at").orderBy("board.path").orderBy("board.duty").execute();
  return rows.map(toView);
}
function lateBySeason(eb, instants) {
  return eb.or(
    Object.entries(instants).map(
      ([season2, at]) => eb.and([eb("board.season", "=", season2), eb("board.late_at", "<=", at)])
    )
  );
}
async function duties(db, filter) {
  const rows = await filtered(db, filter).orderBy("board.due_at").orderBy("board.path").orderBy("board.duty").execute();
  return rows.map(toView);
}
async function duty(db, season2, path, id) {
  const row2 = await views(db).where("board.season", "=", season2).where("board.path", "=", path).where("board.duty", "=", id).executeTakeFirst();
  return row2 === void 0 ? null : toView(row2);
}
function filtered(db, filter) {
  const { season: season2, under, department, phase, level, step, status, limit } = filter;
  let query = views(db);
  if (season2 !== void 0) query = query.where("board.season", "=", season2);
  if (under !== void 0) query = query.where((eb) => inSubtree(eb, "board.path", under));
  if (department !== void 0) query = query.where((eb) => concerns(eb, department));
  if (phase !== void 0) query = query.where("steps.phase", "=", phase);
  if (level !== void 0) query = query.where("board.level", "=", level);
  if (step !== void 0) query = query.where("board.step", "=", step);
  if (status !== void 0) query = query.where("board.status", "in", status);
  if (limit !== void 0) query = query.limit(limit);
  return query;
}
function concerns(eb, department) {
  return eb.or([
    eb("board.path", "=", department),
    holdsPost(eb, "board.doer", department),
    holdsPost(eb, "board.answerable", department)
  ]);
}
var holdsPost = (eb, post, path) => eb.and([eb(post, ">=", `${path}#`), eb(post, "<", `${path}$`)]);
async function gateFacts(db, season2, under, steps) {
  const rows = await db.selectFrom("board").select(["path", "duty", "step", "status", "accepted_at"]).where("season", "=", season2).where("step", "in", steps).where((eb) => inSubtree(eb, "board.path", under)).orderBy("path").orderBy("duty").execute();
  const duties2 = rows.map(({ accepted_at, ...row2 }) => ({ ...row2, acceptedAt: instant(accepted_at) }));
  return { units: await units(db, season2, under), duties: duties2 };
}

// src/adapters/store/types.ts
var RecordConflict = class extends Error {
  name = "RecordConflict";
};
var PlanConflict = class extends Error {
  name = "PlanConflict";
};

// src/adapters/store/commit.ts
async function commitPlan(db, now, commit2) {
  return db.transaction().execute(async (trx) => {
    const { plan, hash } = commit2;
    const present = await trx.selectFrom("seasons").select(["version", "plan_hash"]).where("id", "=", plan.season).executeTakeFirst();
    if (present?.plan_hash === hash) return { version: present.version, fresh: false };
    const root = rootPlan(commit2);
    const next = (present?.version ?? 0) + 1;
    if (commit2.unitPlans.some(({ body }) => body.version !== next))
      throw new PlanConflict(`${plan.season}: version ${root.version} was compiled, ${next} is next`);
    await putSeason(trx, now, commit2, root);
    await putPlans(trx, now, commit2, next);
    await putUnits(trx, commit2);
    await putSteps(trx, commit2);
    await putHolders(trx, commit2);
    await putBoard(trx, commit2);
    return { version: next, fresh: true };
  });
}
function rootPlan({ plan, unitPlans }) {
  const path = plan.units[0]?.path;
  const root = unitPlans.find((unit) => unit.path === path);
  if (root === void 0) throw new Error(`${plan.season}: the root has no compiled plan`);
  return root.body;
}
async function putSeason(trx, now, commit2, root) {
  const { plan } = commit2;
  const changing = {
    title_zh: plan.title.zh,
    title_en: plan.title.en,
    version: root.version,
    plan_hash: commit2.hash,
    timezone: plan.timezone,
    exam_day: plan.examDay,
    rehearsal: commit2.rehearsal ? 1 : 0,
    clock: JSON.stringify(commit2.clock ?? null),
    coordinator: root.coordinator
  };
  await trx.insertInto("seasons").values({ id: plan.season, status: "running", started_at: now, ...changing }).onConflict((conflict) => conflict.column("id").doUpdateSet(changing)).execute();
}
async function putPlans(trx, now, commit2, version) {
  const season2 = commit2.plan.season;
  await trx.insertInto("plan_versions").values({
    season: season2,
    version,
    hash: commit2.hash,
    body: JSON.stringify(commit2.plan),
    posts: JSON.stringify(commit2.posts),
    created_at: now
  }).execute();
  const rows = commit2.unitPlans.map(({ path, hash, body }) => ({
    hash,
    season: season2,
    version,
    path,
    body: JSON.stringify(body)
  }));
  await inGroups(rows, (group) => trx.insertInto("unit_plans").values(group).execute());
}
async function putUnits(trx, { plan, boardRows }) {
  const rows = plan.units.map((unit) => ({
    season: plan.season,
    path: unit.path,
    kind: unit.kind,
    title_zh: unit.title.zh,
    title_en: unit.title.en,
    parent: parentOf(unit.path),
    // Until its first record the plan says when the unit must wake: one that never starts is noticed.
    next_wake_at: firstWake(boardRows[unit.path] ?? [])
  }));
  await inGroups(
    rows,
    (group) => trx.insertInto("units").values(group.map((row2) => ({ ...row2, head: 0 }))).onConflict(
      (conflict) => conflict.columns(["season", "path"]).doUpdateSet((eb) => ({
        kind: eb.ref("excluded.kind"),
        title_zh: eb.ref("excluded.title_zh"),
        title_en: eb.ref("excluded.title_en")
      }))
    ).execute()
  );
}
var parentOf = (path) => path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : null;
function firstWake(rows) {
  const wakes = rows.flatMap(({ nextAt }) => nextAt === null ? [] : [nextAt]);
  return wakes.reduce((first, at) => Math.min(first ?? at, at), null);
}
async function putSteps(trx, { plan }) {
  const rows = plan.steps.map((step) => ({
    season: plan.season,
    step: step.id,
    title_zh: step.title.zh,
    title_en: step.title.en,
    phase: step.phase,
    label: step.label,
    source: step.source
  }));
  await inGroups(
    rows,
    (group) => trx.insertInto("steps").values(group).onConflict(
      (conflict) => conflict.columns(["season", "step"]).doUpdateSet((eb) => ({
        title_zh: eb.ref("excluded.title_zh"),
        title_en: eb.ref("excluded.title_en"),
        phase: eb.ref("excluded.phase"),
        label: eb.ref("excluded.label"),
        source: eb.ref("excluded.source")
      }))
    ).execute()
  );
}
async function putHolders(trx, { plan, posts }) {
  await trx.deleteFrom("post_holders").where("season", "=", plan.season).execute();
  const rows = posts.map(({ post, person, name: name2, title, from, to }) => ({
    season: plan.season,
    post,
    person,
    name: name2,
    title,
    from_day: from,
    to_day: to
  }));
  await inGroups(rows, (group) => trx.insertInto("post_holders").values(group).execute());
}
async function putBoard(trx, { plan, boardRows }) {
  const lines = Object.entries(boardRows).flatMap(
    ([path, rows]) => rows.map((row2) => toBoardLine(plan.season, path, 0, row2))
  );
  await inGroups(
    lines,
    (group) => trx.insertInto("board").values(group).onConflict((conflict) => conflict.columns(["season", "path", "duty"]).doNothing()).execute()
  );
}

// src/adapters/store/dialect.ts
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  sql
} from "kysely";
import Database from "libsql";
function dialectFor(url) {
  const file = fileOf(url);
  const dialect = new FileDialect({
    database: async () => openDatabase(file),
    onCreateConnection: prepareConnection
  });
  return { dialect, columns: sqliteColumns };
}
var sqliteColumns = {
  path: "text",
  counter: "integer",
  // Without `autoincrement`, which costs a page more at every commit: no row is ever deleted.
  counted: (column) => column.primaryKey(),
  // A commit syncs every page it touched; with a tree less for each table it is about twice as fast.
  byKey: (table) => table.modifyEnd(sql`without rowid`)
};
function fileOf(url) {
  if (url === ":memory:") return url;
  if (url.startsWith("file://")) return fileURLToPath(url);
  if (url.startsWith("file:") && url.length > "file:".length) return url.slice("file:".length);
  throw new Error(`no store at "${url}": say file:/path/kaowu.db or :memory:`);
}
function openDatabase(file) {
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  return { close: () => database.close(), prepare: keepStatements(database) };
}
var KEPT_STATEMENTS = 200;
function keepStatements(database) {
  const kept = /* @__PURE__ */ new Map();
  return (sql2) => {
    const known = kept.get(sql2);
    const statement = known ?? database.prepare(sql2);
    kept.delete(sql2);
    kept.set(sql2, statement);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_STATEMENTS) break;
      kept.delete(oldest);
    }
    return statement;
  };
}
async function prepareConnection(connection) {
  const pragmas = [
    "busy_timeout = 5000",
    "journal_mode = wal",
    // A record answered to a workflow must survive a power cut.
    "synchronous = full",
    "foreign_keys = on"
  ];
  for (const pragma of pragmas) await connection.executeQuery(CompiledQuery.raw(`pragma ${pragma}`));
}
var FileDialect = class extends SqliteDialect {
  #config;
  constructor(config) {
    super(config);
    this.#config = config;
  }
  createDriver() {
    return new FileDriver(this.#config);
  }
  createAdapter() {
    return new FileAdapter();
  }
};
var FileDriver = class extends SqliteDriver {
  /**
   * Takes the write lock at the beginning: a transaction that reads first and then writes would fail
   * at once, without waiting, where another process has written in between.
   */
  async beginTransaction(connection, settings) {
    const begin = settings?.accessMode === "read only" ? "begin" : "begin immediate";
    await connection.executeQuery(CompiledQuery.raw(begin));
  }
};
var FileAdapter = class extends SqliteAdapter {
  /** SQLite does have it, and in one transaction two processes can migrate at once. */
  get supportsTransactionalDdl() {
    return true;
  }
};

// src/adapters/store/group.ts
import { setImmediate } from "node:timers/promises";

// src/adapters/store/record.ts
import { isDeepStrictEqual } from "node:util";

// src/adapters/store/outbox.ts
async function enqueue(db, now, { season: season2, path }, events2) {
  const notices = events2.flatMap(
    ({ seq, event }) => receivers(event).map((to) => toRow({ season: season2, path, seq, to, event, now }))
  );
  await inGroups(
    notices,
    (group) => db.insertInto("outbox").values(group).onConflict((conflict) => conflict.columns(["season", "path", "seq", "to_post"]).doNothing()).execute()
  );
}
function receivers(event) {
  return "to" in event && event.to !== void 0 ? [...new Set(event.to)] : [];
}
function toRow({ season: season2, path, seq, to, event, now }) {
  return {
    season: season2,
    path,
    seq,
    duty: "duty" in event ? event.duty ?? null : null,
    kind: event.type === "told" ? event.action : event.type,
    to_post: to,
    owed_at: "owedAt" in event ? event.owedAt : event.at,
    fired_at: event.at,
    recorded_at: now,
    body: JSON.stringify(event),
    handed_at: null
  };
}
async function claimNotices(db, limit) {
  const rows = await db.selectFrom("outbox").selectAll().where("handed_at", "is", null).orderBy("id").limit(limit).execute();
  return rows.map(toNotice);
}
async function markHanded(db, ids, at) {
  await inGroups(
    ids,
    (group) => db.updateTable("outbox").set({ handed_at: at }).where("id", "in", group).where("handed_at", "is", null).execute()
  );
}
async function noticesOf(db, season2, path, duty2) {
  const rows = await db.selectFrom("outbox").selectAll().where("season", "=", season2).where("path", "=", path).where("duty", "=", duty2).orderBy("id").execute();
  return rows.map(toNotice);
}
function toNotice(row2) {
  return {
    id: row2.id,
    season: row2.season,
    path: row2.path,
    seq: row2.seq,
    duty: row2.duty,
    kind: row2.kind,
    to: row2.to_post,
    owedAt: epochMs(row2.owed_at),
    firedAt: epochMs(row2.fired_at),
    recordedAt: epochMs(row2.recorded_at),
    event: JSON.parse(row2.body),
    state: row2.handed_at === null ? "pending" : "handed",
    handedAt: instant(row2.handed_at)
  };
}

// src/adapters/store/record.ts
async function record(trx, now, unit) {
  const head = await headOf(trx, unit);
  if (unit.firstSeq > head + 1)
    throw new RecordConflict(`${name(unit)}: seq ${unit.firstSeq} comes after ${head}`);
  const numbered = unit.events.map((event, i) => ({ seq: unit.firstSeq + i, event }));
  await compare(trx, unit, numbered.filter(({ seq }) => seq <= head));
  const fresh = numbered.filter(({ seq }) => seq > head);
  await append(trx, now, unit, fresh);
  await enqueue(trx, now, unit, fresh);
  const last = unit.firstSeq + unit.events.length - 1;
  await putBoardLines(trx, unit.rows.map((row2) => toBoardLine(unit.season, unit.path, last, row2)));
  await stamp(trx, now, unit, last);
  if (unit.snapshot !== void 0) await keepSnapshot(trx, unit, last);
}
async function headOf(trx, unit) {
  const row2 = await trx.selectFrom("units").select("head").where("season", "=", unit.season).where("path", "=", unit.path).executeTakeFirst();
  if (row2 === void 0) throw new Error(`${name(unit)}: the store knows no such unit`);
  return row2.head;
}
async function compare(trx, unit, known) {
  const last = known.at(-1);
  if (last === void 0) return;
  const stored = await trx.selectFrom("events").select(["seq", "body"]).where("season", "=", unit.season).where("path", "=", unit.path).where("seq", ">=", unit.firstSeq).where("seq", "<=", last.seq).execute();
  const bodies = new Map(stored.map(({ seq, body }) => [seq, body]));
  const other = known.find(({ seq, event }) => !sameJson(bodies.get(seq), event));
  if (other !== void 0)
    throw new RecordConflict(`${name(unit)}: another event is recorded at seq ${other.seq}`);
}
function sameJson(stored, event) {
  if (stored === void 0) return false;
  const body = JSON.stringify(event);
  return stored === body || isDeepStrictEqual(JSON.parse(stored), JSON.parse(body));
}
async function append(trx, now, { season: season2, path }, fresh) {
  const rows = fresh.map(({ seq, event }) => ({
    season: season2,
    path,
    seq,
    type: event.type,
    duty: "duty" in event ? event.duty ?? null : null,
    at: event.at,
    body: JSON.stringify(event),
    recorded_at: now
  }));
  await inGroups(rows, (group) => trx.insertInto("events").values(group).execute());
}
async function stamp(trx, now, unit, last) {
  await trx.updateTable("units").set({ head: last, as_of: unit.asOf, next_wake_at: unit.nextWakeAt, recorded_at: now }).where("season", "=", unit.season).where("path", "=", unit.path).where(
    (eb) => eb.or([
      eb("head", "<", last),
      eb.and([eb("head", "=", last), eb.or([eb("as_of", "is", null), eb("as_of", "<=", unit.asOf)])])
    ])
  ).execute();
}
async function keepSnapshot(trx, unit, seq) {
  const { season: season2, path } = unit;
  const state = JSON.stringify(unit.snapshot);
  await trx.insertInto("snapshots").values({ season: season2, path, seq, state }).onConflict((conflict) => conflict.columns(["season", "path", "seq"]).doUpdateSet({ state })).execute();
  const newest = trx.selectFrom("snapshots").select("seq").where("season", "=", season2).where("path", "=", path).orderBy("seq", "desc").limit(2);
  await trx.deleteFrom("snapshots").where("season", "=", season2).where("path", "=", path).where("seq", "not in", newest).execute();
}
var name = ({ season: season2, path }) => `${season2}/${path}`;

// src/adapters/store/group.ts
var RECORDS_A_COMMIT = 50;
function groupRecords(db, now) {
  let waiting = [];
  let flushing = false;
  return (unit) => new Promise((resolve, reject) => {
    const settle = (outcome) => outcome.status === "fulfilled" ? resolve() : reject(outcome.reason);
    waiting.push({ unit, settle });
    if (!flushing) void flush();
  });
  async function flush() {
    flushing = true;
    while (waiting.length > 0) {
      await setImmediate();
      const group = waiting.slice(0, RECORDS_A_COMMIT);
      waiting = waiting.slice(RECORDS_A_COMMIT);
      const outcomes = await commit(db, now(), group.map(({ unit }) => unit));
      group.forEach(({ settle }, i) => settle(outcomes[i] ?? lost));
    }
    flushing = false;
  }
}
var lost = { status: "rejected", reason: new Error("no outcome") };
async function commit(db, now, group) {
  try {
    return await db.transaction().execute(async (trx) => {
      const outcomes = [];
      for (const unit of group) outcomes.push(await conflictAsOutcome(record(trx, now, unit)));
      return outcomes;
    });
  } catch (reason) {
    if (group.length <= 1) return group.map(() => ({ status: "rejected", reason }));
    const alone = [];
    for (const unit of group) alone.push(...await commit(db, now, [unit]));
    return alone;
  }
}
async function conflictAsOutcome(written) {
  try {
    return { status: "fulfilled", value: await written };
  } catch (reason) {
    if (reason instanceof RecordConflict) return { status: "rejected", reason };
    throw reason;
  }
}

// src/adapters/store/log.ts
async function events(db, season2, path, fromSeq = 1, limit) {
  const query = log(db, season2, path).where("seq", ">=", fromSeq);
  const rows = await (limit === void 0 ? query : query.limit(limit)).execute();
  return rows.map(toEvent);
}
async function dutyEvents(db, season2, path, duty2) {
  const rows = await log(db, season2, path).where("duty", "=", duty2).execute();
  return rows.map(toEvent);
}
async function latestSnapshot(db, season2, path) {
  const row2 = await db.selectFrom("snapshots").select(["seq", "state"]).where("season", "=", season2).where("path", "=", path).orderBy("seq", "desc").limit(1).executeTakeFirst();
  return row2 === void 0 ? null : { seq: row2.seq, state: JSON.parse(row2.state) };
}
var log = (db, season2, path) => db.selectFrom("events").select(["season", "path", "seq", "body", "recorded_at"]).where("season", "=", season2).where("path", "=", path).orderBy("seq");
function toEvent({ season: season2, path, seq, body, recorded_at }) {
  return { season: season2, path, seq, event: JSON.parse(body), recordedAt: epochMs(recorded_at) };
}

// src/adapters/store/migrations.ts
import { Migrator } from "kysely";

// src/adapters/store/migration-0001.ts
async function createTables(db, columns) {
  await createSeasons(db);
  await createPlans(db, columns);
  await createUnits(db, columns);
  await createEvents(db, columns);
  await createBoard(db, columns);
  await createOutbox(db, columns);
  await createIndexes(db);
}
async function createSeasons(db) {
  await db.schema.createTable("seasons").addColumn("id", "text", (c) => c.primaryKey()).addColumn("title_zh", "text", (c) => c.notNull()).addColumn("title_en", "text", (c) => c.notNull()).addColumn("status", "text", (c) => c.notNull()).addColumn("version", "integer", (c) => c.notNull()).addColumn("plan_hash", "text", (c) => c.notNull()).addColumn("timezone", "text", (c) => c.notNull()).addColumn("exam_day", "text", (c) => c.notNull()).addColumn("rehearsal", "integer", (c) => c.notNull()).addColumn("clock", "text", (c) => c.notNull()).addColumn("coordinator", "text", (c) => c.notNull()).addColumn("started_at", "bigint", (c) => c.notNull()).execute();
}
async function createPlans(db, columns) {
  await db.schema.createTable("plan_versions").addColumn("season", "text", (c) => c.notNull().references("seasons.id")).addColumn("version", "integer", (c) => c.notNull()).addColumn("hash", "text", (c) => c.notNull()).addColumn("body", "text", (c) => c.notNull()).addColumn("posts", "text", (c) => c.notNull()).addColumn("created_at", "bigint", (c) => c.notNull()).addPrimaryKeyConstraint("plan_versions_pk", ["season", "version"]).execute();
  await db.schema.createTable("unit_plans").addColumn("hash", "text", (c) => c.primaryKey()).addColumn("season", "text", (c) => c.notNull().references("seasons.id")).addColumn("version", "integer", (c) => c.notNull()).addColumn("path", columns.path, (c) => c.notNull()).addColumn("body", "text", (c) => c.notNull()).execute();
  await db.schema.createTable("steps").$call(columns.byKey).addColumn("season", "text", (c) => c.notNull().references("seasons.id")).addColumn("step", "text", (c) => c.notNull()).addColumn("title_zh", "text", (c) => c.notNull()).addColumn("title_en", "text", (c) => c.notNull()).addColumn("phase", "text", (c) => c.notNull()).addColumn("label", "text", (c) => c.notNull()).addColumn("source", "text", (c) => c.notNull()).addPrimaryKeyConstraint("steps_pk", ["season", "step"]).execute();
  await db.schema.createTable("post_holders").addColumn("season", "text", (c) => c.notNull().references("seasons.id")).addColumn("post", columns.path, (c) => c.notNull()).addColumn("person", "text", (c) => c.notNull()).addColumn("name", "text", (c) => c.notNull()).addColumn("title", "text", (c) => c.notNull()).addColumn("from_day", "text", (c) => c.notNull()).addColumn("to_day", "text", (c) => c.notNull()).execute();
}
async function createUnits(db, columns) {
  await db.schema.createTable("units").$call(columns.byKey).addColumn("season", "text", (c) => c.notNull().references("seasons.id")).addColumn("path", columns.path, (c) => c.notNull()).addColumn("kind", "text", (c) => c.notNull()).addColumn("title_zh", "text", (c) => c.notNull()).addColumn("title_en", "text", (c) => c.notNull()).addColumn("parent", columns.path).addColumn("head", "integer", (c) => c.notNull().defaultTo(0)).addColumn("as_of", "bigint").addColumn("next_wake_at", "bigint").addColumn("recorded_at", "bigint").addColumn("alarm", "text").addPrimaryKeyConstraint("units_pk", ["season", "path"]).execute();
  await db.schema.createTable("snapshots").addColumn("season", "text", (c) => c.notNull()).addColumn("path", columns.path, (c) => c.notNull()).addColumn("seq", "integer", (c) => c.notNull()).addColumn("state", "text", (c) => c.notNull()).addPrimaryKeyConstraint("snapshots_pk", ["season", "path", "seq"]).addForeignKeyConstraint("snapshots_unit", ["season", "path"], "units", ["season", "path"]).execute();
}
async function createEvents(db, columns) {
  await db.schema.createTable("events").$call(columns.byKey).addColumn("season", "text", (c) => c.notNull()).addColumn("path", columns.path, (c) => c.notNull()).addColumn("seq", "integer", (c) => c.notNull()).addColumn("type", "text", (c) => c.notNull()).addColumn("duty", "text").addColumn("at", "bigint", (c) => c.notNull()).addColumn("body", "text", (c) => c.notNull()).addColumn("recorded_at", "bigint", (c) => c.notNull()).addPrimaryKeyConstraint("events_pk", ["season", "path", "seq"]).addForeignKeyConstraint("events_unit", ["season", "path"], "units", ["season", "path"]).execute();
}
async function createBoard(db, columns) {
  await db.schema.createTable("board").$call(columns.byKey).addColumn("season", "text", (c) => c.notNull()).addColumn("path", columns.path, (c) => c.notNull()).addColumn("duty", "text", (c) => c.notNull()).addColumn("step", "text", (c) => c.notNull()).addColumn("session", "text").addColumn("kind", "text", (c) => c.notNull()).addColumn("status", "text", (c) => c.notNull()).addColumn("due_at", "bigint", (c) => c.notNull()).addColumn("late_at", "bigint").addColumn("level", "integer", (c) => c.notNull()).addColumn("returns", "integer", (c) => c.notNull()).addColumn("doer", columns.path, (c) => c.notNull()).addColumn("answerable", columns.path, (c) => c.notNull()).addColumn("promise_at", "bigint").addColumn("told_at", "bigint").addColumn("told", "text", (c) => c.notNull()).addColumn("next_at", "bigint").addColumn("next_to", "text", (c) => c.notNull()).addColumn("next_action", "text").addColumn("accepted_at", "bigint").addColumn("missing", "integer", (c) => c.notNull()).addColumn("title", "text").addColumn("seq", "integer", (c) => c.notNull()).addPrimaryKeyConstraint("board_pk", ["season", "path", "duty"]).addForeignKeyConstraint("board_unit", ["season", "path"], "units", ["season", "path"]).execute();
}
async function createOutbox(db, columns) {
  await db.schema.createTable("outbox").addColumn("id", columns.counter, columns.counted).addColumn("season", "text", (c) => c.notNull()).addColumn("path", columns.path, (c) => c.notNull()).addColumn("seq", "integer", (c) => c.notNull()).addColumn("duty", "text").addColumn("kind", "text", (c) => c.notNull()).addColumn("to_post", columns.path, (c) => c.notNull()).addColumn("owed_at", "bigint", (c) => c.notNull()).addColumn("fired_at", "bigint", (c) => c.notNull()).addColumn("recorded_at", "bigint", (c) => c.notNull()).addColumn("body", "text", (c) => c.notNull()).addColumn("handed_at", "bigint").addUniqueConstraint("outbox_once", ["season", "path", "seq", "to_post"]).addForeignKeyConstraint(
    "outbox_event",
    ["season", "path", "seq"],
    "events",
    ["season", "path", "seq"]
  ).execute();
}
async function createIndexes(db) {
  const index = (table, name2, columns) => db.schema.createIndex(`${table}_${name2}`).on(table).columns(columns);
  await index("unit_plans", "version", ["season", "version", "path"]).execute();
  await index("post_holders", "post", ["season", "post"]).execute();
  await index("board", "late", ["season", "late_at"]).where("late_at", "is not", null).execute();
  await index("board", "step", ["season", "step"]).execute();
  await index("outbox", "pending", ["id"]).where("handed_at", "is", null).execute();
}

// src/adapters/store/migrations.ts
async function migrate(db, columns) {
  const migrations = listMigrations(columns);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== void 0) throw error;
}
function listMigrations(columns) {
  return {
    "0001-tables": { up: (db) => createTables(db, columns) }
  };
}

// src/adapters/store/plans.ts
async function unitPlan(db, hash) {
  const row2 = await db.selectFrom("unit_plans").select("body").where("hash", "=", hash).executeTakeFirst();
  return row2 === void 0 ? null : JSON.parse(row2.body);
}
async function unitHashes(db, season2, version) {
  const rows = await db.selectFrom("unit_plans").select(["path", "hash"]).where("season", "=", season2).where("version", "=", version).orderBy("path").execute();
  return Object.fromEntries(rows.map(({ path, hash }) => [path, hash]));
}
async function planVersion(db, season2, version) {
  const row2 = await db.selectFrom("plan_versions").selectAll().where("season", "=", season2).$if(version !== void 0, (query) => query.where("version", "=", version ?? 0)).orderBy("version", "desc").limit(1).executeTakeFirst();
  if (row2 === void 0) return null;
  return {
    season: row2.season,
    version: row2.version,
    hash: row2.hash,
    plan: JSON.parse(row2.body),
    posts: JSON.parse(row2.posts),
    createdAt: epochMs(row2.created_at)
  };
}
async function season(db, id) {
  const row2 = await db.selectFrom("seasons").selectAll().where("id", "=", id).executeTakeFirst();
  return row2 === void 0 ? null : toSeason(row2);
}
async function seasons(db) {
  const rows = await db.selectFrom("seasons").selectAll().orderBy("started_at", "desc").orderBy("id").execute();
  return rows.map(toSeason);
}
async function setSeasonStatus(db, id, status) {
  const { numUpdatedRows } = await db.updateTable("seasons").set({ status }).where("id", "=", id).executeTakeFirst();
  return numUpdatedRows > 0n;
}
async function holders(db, seasonId, posts, day) {
  if (posts.length === 0) return [];
  const rows = await db.selectFrom("post_holders").selectAll().where("season", "=", seasonId).where("post", "in", posts).where((eb) => eb.or([eb("from_day", "=", ""), eb("from_day", "<=", day)])).where((eb) => eb.or([eb("to_day", "=", ""), eb("to_day", ">=", day)])).orderBy("post").orderBy("person").execute();
  return rows.map(({ post, person, name: name2, title, from_day, to_day }) => ({
    post,
    person,
    name: name2,
    title,
    from: from_day,
    to: to_day
  }));
}
function toSeason(row2) {
  return {
    id: row2.id,
    title: { zh: row2.title_zh, en: row2.title_en },
    status: row2.status,
    version: row2.version,
    planHash: row2.plan_hash,
    timezone: row2.timezone,
    examDay: row2.exam_day,
    rehearsal: row2.rehearsal === 1,
    clock: JSON.parse(row2.clock),
    coordinator: row2.coordinator,
    startedAt: epochMs(row2.started_at)
  };
}

// src/adapters/store/store.ts
async function openStore(url, options = {}) {
  const { dialect, columns } = dialectFor(url);
  const db = new Kysely({ dialect });
  try {
    await migrate(db, columns);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return storeOn(db, options.now ?? Date.now);
}
function storeOn(db, now) {
  return {
    record: groupRecords(db, now),
    commitPlan: (commit2) => commitPlan(db, now(), commit2),
    unitPlan: (hash) => unitPlan(db, hash),
    unitHashes: (season2, version) => unitHashes(db, season2, version),
    planVersion: (season2, version) => planVersion(db, season2, version),
    season: (id) => season(db, id),
    seasons: () => seasons(db),
    setSeasonStatus: (id, status) => setSeasonStatus(db, id, status),
    holders: (season2, posts, day) => holders(db, season2, posts, day),
    units: (season2, under) => units(db, season2, under),
    stuck: (query) => stuck(db, query),
    setAlarm: (season2, path, text) => setAlarm(db, season2, path, text),
    replaceBoard: (unit) => replaceBoard(db, unit),
    overdue: (filter) => overdue(db, filter),
    duties: (filter) => duties(db, filter),
    duty: (season2, path, duty2) => duty(db, season2, path, duty2),
    gateFacts: (season2, under, steps) => gateFacts(db, season2, under, steps),
    events: (season2, path, fromSeq, limit) => events(db, season2, path, fromSeq, limit),
    dutyEvents: (season2, path, duty2) => dutyEvents(db, season2, path, duty2),
    latestSnapshot: (season2, path) => latestSnapshot(db, season2, path),
    claimNotices: (limit) => claimNotices(db, limit),
    markHanded: (ids, at) => markHanded(db, ids, at),
    noticesOf: (season2, path, duty2) => noticesOf(db, season2, path, duty2),
    /** Fails when the database does not answer. */
    ping: async () => {
      await db.selectFrom("seasons").select("id").limit(1).execute();
    },
    close: () => db.destroy()
  };
}

// tests/adapters/.bench3.ts
rmSync("/tmp/kb/db", { recursive: true, force: true });
var UNITS = Number(process.argv[2] ?? 50);
var DUTIES = Number(process.argv[3] ?? 60);
var N = Number(process.argv[4] ?? 1e4);
var store = await openStore("file:/tmp/kb/db/kaowu.db");
var t = (zh) => ({ zh, en: zh });
var row = (i, at, path) => ({ duty: `step${i}`, step: `step${i}`, kind: "task", status: "open", dueAt: at, lateAt: at, level: 0, returns: 0, doer: `${path}#doer`, answerable: `${path}#leader`, promiseAt: null, toldAt: null, told: [], nextAt: at, nextAction: "due", nextTo: [`${path}#doer`], acceptedAt: null, missing: 0, title: null });
var paths = ["c", ...Array.from({ length: 8 }, (_, i) => `c/a${i}`), ...Array.from({ length: UNITS }, (_, i) => `c/a${i % 8}/s${i}`)];
var t0 = performance.now();
await store.commitPlan({
  plan: { season: "s", title: t("x"), timezone: "Asia/Shanghai", examDay: "2027-06-16", units: paths.map((path) => ({ path, kind: "site", title: t(path), candidates: 1, rooms: 1 })), sessions: [], ladders: {}, steps: Array.from({ length: DUTIES }, (_, i) => ({ id: `step${i}`, title: t(`\u4E8B\u9879${i}`), phase: `p${i % 5}`, label: "public", source: "A1" })), coordinator: "root.office" },
  posts: [],
  hash: "h",
  unitPlans: paths.map((path) => ({ path, hash: `h-${path}`, body: { version: 1, coordinator: "c#office", path } })),
  boardRows: Object.fromEntries(paths.map((p) => [p, Array.from({ length: DUTIES }, (_, i) => row(i, 18e11 + i * 1e6, p))])),
  rehearsal: false,
  clock: null
});
console.log("commit ms", Math.round(performance.now() - t0));
var seqs = /* @__PURE__ */ new Map();
var one = (k) => {
  const path = paths[k % paths.length];
  const seq = (seqs.get(path) ?? 0) + 1;
  seqs.set(path, seq);
  const at = 18e11 + k;
  return store.record({ season: "s", path, firstSeq: seq, events: [k % 2 ? { type: "accepted", duty: `step${k % DUTIES}`, at, by: "p1", key: `k${k}` } : { type: "told", duty: `step${k % DUTIES}`, action: "remind", rung: 0, owedAt: at, side: "owner", at, to: [`${path}#doer`] }], rows: [row(k % DUTIES, 18e11 + 5e7, path)], asOf: at, nextWakeAt: at + 1e3 });
};
for (let k = 0; k < 2e3; k++) await one(k);
for (const width of [200]) {
  t0 = performance.now();
  const c0 = process.cpuUsage();
  let k = 0;
  await Promise.all(Array.from({ length: width }, async () => {
    while (k < N) await one(k++);
  }));
  const c = process.cpuUsage(c0);
  console.log("width", width, Math.round(N / (performance.now() - t0) * 1e3), "records/s", ((c.user + c.system) / N / 1e3).toFixed(3), "cpu ms each");
}
var time = async (name2, f) => {
  const ms = [];
  let n = 0;
  for (let i = 0; i < 10; i++) {
    const a = performance.now();
    n = (await f()).length;
    ms.push(performance.now() - a);
  }
  console.log(name2, n, "rows", ms.map((x) => x.toFixed(1)).join(" "));
};
for (const at of [18e11 + 100, 18e11 + 1e6 + 10]) {
  await time("overdue season", () => store.overdue({ season: "s", at }));
  await time("overdue root", () => store.overdue({ season: "s", under: "c", at }));
  await time("overdue area", () => store.overdue({ season: "s", under: "c/a1", at }));
  await time("overdue site", () => store.overdue({ season: "s", under: "c/a1/s1", at }));
  await time("overdue phase", () => store.overdue({ season: "s", phase: "p0", at }));
  await time("overdue dept", () => store.overdue({ season: "s", department: "c/a2", at }));
  await time("overdue by season", () => store.overdue({ at: { s: at } }));
  await time("overdue limit 50", () => store.overdue({ season: "s", at, limit: 50 }));
}
await time("gate", async () => (await store.gateFacts("s", "c/a1", ["step1"])).duties);
await time("stuck", () => store.stuck({ season: "s", wakeBefore: 18e11 }));
await store.close();
