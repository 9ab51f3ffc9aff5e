/**
 * Services promise not to change what they answer, and name instants and codes narrowly; the serializer
 * asks for plain lists and numbers. Nothing happens here but types.
 */
export const asSent = <Thing>(thing: Thing): Sent<Thing> => thing as Sent<Thing>;

type Sent<Thing> = Thing extends number
  ? number
  : Thing extends string | boolean | null | undefined
    ? Thing
    : Thing extends readonly (infer One)[]
      ? Sent<One>[]
      : Thing extends object
        ? { -readonly [Key in keyof Thing]: Sent<Thing[Key]> }
        : Thing;

/** What was given, without what was left out: a field that is there has a value. */
export const given = <Thing extends object>(thing: Thing): Given<Thing> =>
  Object.fromEntries(
    Object.entries(thing).filter(([, value]) => value !== undefined),
  ) as Given<Thing>;

type Given<Thing> = { [Key in keyof Thing]: Exclude<Thing[Key], undefined> };
