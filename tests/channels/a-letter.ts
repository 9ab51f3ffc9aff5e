import type { Address, Letter, LetterLine } from '../../src/service/courier/channel-port.js';

export const line = (text: string, more: Partial<LetterLine> = {}): LetterLine => ({
  ...{ text, bare: '岚溪三中1项，请于 6月15日 17:00 前办结', label: 'internal', code: '4K7-2MQX' },
  ...more,
});

export const ZHOU: Address = {
  ...{ person: 'p-zhou', name: '周示山', mail: 'zhou@example.cn', phone: '13800138000' },
  ids: { wecom: 'zhoushishan', dingtalk: 'zhou01', feishu: 'ou_84aad35d084aa403a838cf73ee18467' },
};

export const letter = (more: Partial<Letter> = {}): Letter => ({
  ...{ id: 'm-0001', to: ZHOU, urgency: 'urgent', rehearsal: false, lang: 'zh' },
  subject: '【提醒】岚溪三中：试听设备',
  lines: [line('【提醒】岚溪三中：试听设备。请于 6月15日 17:00 前办结')],
  ...{ more: 0, link: 'https://kaowu.example.cn/a/m-0001/s3cret', thread: 'zk/lanxi/site-3/tried' },
  ...more,
});
