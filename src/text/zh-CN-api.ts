/** What the API says of requests as such; what services refuse they say themselves. */
export const zhApi = {
  denied: '无权办理',
  notFound: '没有此项，或无权查看',
  notSignedIn: '请先登录',
  foreign: '请求来自其他网站，未予受理',
  auditAway: '审计记录暂不能写入，为保可查，本次未予办理，请稍后再试',
  unknownOutcome: '暂未得到答复，可能已办理；请用同一 Idempotency-Key 再试',
  busy: '此刻办理者过多，本次未受理，未作任何改动；请稍后原样再试',
  defect: '服务内部出错，已记录',
  malformed: '请求有误，未予受理',
  tooMany: '同一地址的请求过于频繁，请一分钟后再试',
  invalid: '内容有误，详见各字段',
  keyMissing: '变更请求须带 Idempotency-Key（8 至 200 个可见 ASCII 字符）',
  keyReused: '此 Idempotency-Key 已用于另一项请求，请换新的',
  inProgress: '同一请求正在办理，请稍后再试',
  addressGuard: '要求过于频繁，请稍后再试',
};
