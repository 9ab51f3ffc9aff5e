import { describe, expect, it } from 'vitest';
import { SITE } from './a-desk.js';
import { aFront } from './a-front.js';

/** The duty desk with a caller's duty before it. */
async function aCall(duty = 'line') {
  const front = await aFront();
  const desk = front.browser('coordinator');
  await desk.get(`/phone/s/c.a.1/${duty}`);
  const record = async (said: Readonly<Record<string, string>>) => {
    await desk.get(`/phone/s/c.a.1/${duty}`);
    const read = await desk.send('value="draft"', { caller: 'li', happenedAt: '', ...said });
    const done = await desk.send('value="record"');
    return { read: read.text, done };
  };
  return { front, record };
}

describe('by telephone, what the link in a message does', () => {
  it('records a promise, which is read back as a time', async () => {
    const { front, record } = await aCall();
    const { read, done } = await record({ act: 'signFor', promiseAt: '2027-06-16T18:00' });
    expect(read).toContain('<dd>6月16日 18:00</dd>');
    expect(done.text).toContain('已收到');
    expect(front.sent).toMatchObject([
      {
        ...{ name: 'signFor' },
        message: { by: 'li', recordedBy: 'sun', promiseAt: Date.UTC(2027, 5, 16, 10) },
      },
    ]);
  });

  it('hands on to one of the unit’s people, who is read back by name', async () => {
    const { front, record } = await aCall();
    const { read } = await record({ act: 'handOn', to: `${SITE}#head` });
    expect(read).toContain('<dd>钱梅 组长</dd>');
    expect(front.sent).toMatchObject([
      { name: 'handOn', message: { by: 'li', recordedBy: 'sun', to: `${SITE}#head` } },
    ]);
  });

  it('records an objection with its reason', async () => {
    const { front, record } = await aCall();
    await record({ act: 'object', reason: '属供电公司职责' });
    expect(front.sent).toMatchObject([
      { name: 'object', message: { by: 'li', recordedBy: 'sun', reason: '属供电公司职责' } },
    ]);
  });

  it('answers a list: all normal but what is named', async () => {
    const { front, record } = await aCall('rooms');
    const { read } = await record({
      ...{ act: 'answer', rest: 'yes', 'line.r2': 'abnormal', note: '第2考场黑屏' },
    });
    expect(read).toContain('<dt>r2</dt><dd>异常</dd>');
    expect(read).toContain('<dd>是</dd>');
    expect(front.sent).toMatchObject([
      {
        name: 'answer',
        message: {
          ...{ by: 'li', recordedBy: 'sun' },
          lines: [
            { line: 'r2', state: 'abnormal', note: '第2考场黑屏' },
            { line: '*', state: 'normal' },
          ],
        },
      },
    ]);
  });
});
