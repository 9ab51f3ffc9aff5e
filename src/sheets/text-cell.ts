/**
 * A cell of a workbook that holds text and nothing else, also what begins like a formula; empty where the text is.
 * Written so that the text comes back as it was: as workbooks write it (ECMA-376 Part 1, 22.9.2.19), a character that
 * XML has no place for is `_xHHHH_`, and so is the underscore of a text that only looks like that.
 */
export const textCell = (value: string) => ({
  ...(value !== '' && { value: escaped(value) }),
  type: String,
});

const NOT_PLAIN = /[^\t\n\r -\ufffd]|_(?=x[0-9A-Fa-f]{4}_)/g;

function escaped(text: string): string {
  const plain = text.replace(NOT_PLAIN, codeOf);
  // The writer looks texts up in a plain object, where `valueOf` and its like are found before they are written.
  return plain in {} ? codeOf(plain) + plain.slice(1) : plain;
}

/** Of its first character. */
const codeOf = (text: string): string =>
  `_x${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
