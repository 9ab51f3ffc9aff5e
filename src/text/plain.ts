/**
 * Text from outside as one harmless line: control and direction characters become `·`, so that no
 * name or reason can move a terminal's cursor or turn a line around.
 */
export const plain = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '·');
