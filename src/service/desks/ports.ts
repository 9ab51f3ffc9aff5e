/** How a code reaches a person: text message, mail, or the file that stands for both. */
export interface CodeChannel {
  /**
   * Sends the text, in which the code stands; where only parameters may be sent, the code alone. Answers where it
   * went, masked (`138****0000`); null where no way to the person is known.
   */
  sendCode(person: string, text: string, code: string): Promise<{ readonly hint: string } | null>;
}

/** Somebody named in a contact return. */
export interface NewContact {
  readonly name: string;
  readonly title: string;
  readonly phone: string;
  /** Path of the department. */
  readonly department: string;
}

/** Where accepted contacts go. */
export interface ContactRegister {
  /** Puts or renews a person and answers his id; `by` stands on record. */
  put(contact: NewContact, by: string): Promise<string>;
}

/** Marks the links in messages, so that nobody makes one up. */
export interface LinkMarks {
  /** The mark of a message: 16 characters, the same every time. */
  mark(message: string): string;
  /** Marks made by keys that have since been followed by newer ones count, too. */
  isRight(message: string, mark: string): boolean;
}
