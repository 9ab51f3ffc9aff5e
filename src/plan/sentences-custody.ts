import type { Sentences } from './sentences.js';

/** What is said of papers on their way: places, legs, packets. */
export const CUSTODY_SENTENCES = {
  'unknown-place': [
    '没有保管处“{place}”，是否应为“{nearest}”？',
    'no place "{place}": did you mean "{nearest}"?',
  ],
  'unknown-consignment': [
    '没有试卷批次“{consignment}”，是否应为“{nearest}”？',
    'no consignment "{consignment}": did you mean "{nearest}"?',
  ],
  'unknown-leg': [
    '批次 {consignment} 没有运送段或启封“{leg}”',
    'consignment {consignment} has no leg or opening "{leg}"',
  ],
  'packet-elsewhere': [
    '卷袋到“{leg}”时应在 {from}，却在 {at}',
    'for "{leg}" the packet should be at {from}, and it is at {at}',
  ],
  'not-a-vehicle': ['“{place}”不是车辆', '"{place}" is no vehicle'],
  'vehicle-incomplete': ['车辆须写明车牌和随车民警', 'a vehicle needs its plate and its police'],
  'crew-too-small': [
    '押运人员少于规定（保密员 {keepers} 人、民警 {police} 人）',
    'fewer than the rule asks for: {keepers} keepers and {police} police',
  ],
  'keepers-same': [
    '交接双方须是四个不同的岗位：{post}',
    'a handover takes four different posts: {post}',
  ],
  'leg-times': ['到达应晚于出发，报告应在途中', 'arrive after departing, and call between'],
  'consignment-empty': [
    '批次没有卷袋，请在 packets.csv 中登记',
    'no packets: list them in packets.csv',
  ],
  'leg-empty': ['运送段没有卷袋', 'no packet goes this way'],
} as const satisfies Sentences;
