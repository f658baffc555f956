/** Abbreviations that mean one thing wherever they stand in a French address. */
const CERTAIN: Readonly<Record<string, string>> = {
  all: 'allee',
  allees: 'allee',
  av: 'avenue',
  ave: 'avenue',
  bat: 'batiment',
  bd: 'boulevard',
  bld: 'boulevard',
  blvd: 'boulevard',
  boul: 'boulevard',
  bvd: 'boulevard',
  cdt: 'commandant',
  che: 'chemin',
  chem: 'chemin',
  chm: 'chemin',
  crs: 'cours',
  dr: 'docteur',
  esp: 'esplanade',
  fbg: 'faubourg',
  fg: 'faubourg',
  gal: 'general',
  imp: 'impasse',
  mal: 'marechal',
  pdt: 'president',
  prof: 'professeur',
  qrt: 'quartier',
  rdpt: 'rondpoint',
  res: 'residence',
  rpt: 'rondpoint',
  rte: 'route',
  sq: 'square',
  st: 'saint',
  ste: 'sainte',
  sts: 'saints',
};

/** Abbreviations that are ordinary words elsewhere: « lot » in Villeneuve-sur-Lot, « r », « pl », « s/ » for « sur ». */
const UNCERTAIN: Readonly<Record<string, string>> = {
  ham: 'hameau',
  lot: 'lotissement',
  pass: 'passage',
  pl: 'place',
  qu: 'quai',
  r: 'rue',
  s: 'sur',
};

const STREET_KINDS: ReadonlySet<string> = new Set([
  'allee',
  'avenue',
  'boulevard',
  'chemin',
  'cite',
  'clos',
  'cote',
  'cour',
  'cours',
  'esplanade',
  'faubourg',
  'hameau',
  'impasse',
  'lotissement',
  'mail',
  'montee',
  'passage',
  'place',
  'placette',
  'promenade',
  'quai',
  'quartier',
  'residence',
  'rondpoint',
  'route',
  'rue',
  'ruelle',
  'sentier',
  'square',
  'traverse',
  'venelle',
  'voie',
]);

/** Words that carry no distinction between two addresses. */
const ARTICLES: ReadonlySet<string> = new Set([
  'a',
  'au',
  'aux',
  'd',
  'de',
  'des',
  'du',
  'en',
  'et',
  'l',
  'la',
  'le',
  'les',
]);

/** The full word of an abbreviation that has one meaning, or the word itself. */
export function expanded(word: string): string {
  return CERTAIN[word] ?? word;
}

/** The words that one typed word can stand for, the likeliest first. */
export function readingsOf(word: string): readonly string[] {
  const full = UNCERTAIN[word];
  return full === undefined ? [word] : [full, word];
}

/** The full word of an abbreviation at the start of a street's name. */
export function expandedAtStart(word: string): string {
  return UNCERTAIN[word] ?? word;
}

/** Rue, avenue, chemin…: words that tell the kind of a street, which many streets share. */
export function isStreetKind(word: string): boolean {
  return STREET_KINDS.has(word);
}

export function isArticle(word: string): boolean {
  return ARTICLES.has(word);
}
