/** What must never come back: somebody's address, in the wrong place. */
const ADDRESS = '12 rue du Canari, 47000 Agen';
export const FILTER = 'query Q($f: Filter!) { home(filter: $f) { name } }';
export const filter = (others: object) => ({ f: { postcode: '47000', ...others } });
export const one = (type: string) =>
  `query Q($v: ${type}) { home(${ARGUMENTS[type.replace('!', '')] ?? ''}: $v) { name } }`;
const ARGUMENTS: Readonly<Record<string, string>> = {
  ID: 'id',
  Int: 'rooms',
  Float: 'ratio',
  Boolean: 'flag',
  Kind: 'kind',
  String: 'text',
  Date: 'since',
};

/** Variables, and what is said of them after « Une variable ne correspond pas au schéma : ». */
export const WRONG_VARIABLES: readonly (readonly [what: string, query: string, variables: object, sentence: string])[] =
  [
    [
      'a text for a whole number',
      one('Int'),
      { v: ADDRESS },
      '« $v » attend un nombre entier (« Int »), par exemple 20 ; reçu : un texte.',
    ],
    [
      'a number with a fraction',
      one('Int'),
      { v: 1.5 },
      '« $v » attend un nombre entier (« Int »), par exemple 20 ; reçu : un nombre à virgule.',
    ],
    [
      'a number that is too large',
      one('Int'),
      { v: 47_000_123_456 },
      '« $v » attend un nombre entier (« Int »), par exemple 20 ; reçu : un nombre hors de ses bornes (de -2147483648 à 2147483647).',
    ],
    [
      'a text for a number',
      one('Float'),
      { v: ADDRESS },
      '« $v » attend un nombre (« Float »), par exemple 44.2033 ; reçu : un texte.',
    ],
    [
      'a number for a text',
      one('String'),
      { v: 553_694_000 },
      '« $v » attend un texte (« String »), par exemple "Agen" ; reçu : un nombre entier.',
    ],
    [
      'a text for a boolean',
      one('Boolean'),
      { v: ADDRESS },
      '« $v » attend un booléen (« Boolean »), par exemple true ; reçu : un texte.',
    ],
    [
      'an object for an identifier',
      one('ID!'),
      { v: { a: ADDRESS } },
      '« $v » attend un identifiant (« ID! »), par exemple "47001" ; reçu : un objet.',
    ],
    [
      'a list for an identifier',
      one('ID!'),
      { v: [ADDRESS] },
      '« $v » attend un identifiant (« ID! »), par exemple "47001" ; reçu : une liste.',
    ],
    [
      'a text that is no date',
      one('Date'),
      { v: ADDRESS },
      '« $v » attend une date (« Date »), par exemple "2026-11-23" ; reçu : un texte d’une autre forme.',
    ],
    [
      'a day that does not exist',
      one('Date'),
      { v: '2026-02-30' },
      '« $v » attend une date (« Date »), par exemple "2026-11-23" ; reçu : un texte d’une autre forme.',
    ],
    [
      'a text that is no instant',
      FILTER,
      filter({ at: ADDRESS }),
      '« $f.at » attend un instant (« DateTime »), par exemple "2026-11-23T14:30:00+01:00" ; reçu : un texte d’une autre forme.',
    ],
    [
      'a value that the enumeration does not have',
      one('Kind'),
      { v: ADDRESS },
      '« $v » attend une valeur de l’énumération (« Kind ») ; reçu : un texte qui n’est pas une de ses valeurs.',
    ],
    [
      'a value that is nearly one',
      one('Kind'),
      { v: 'FIBER' },
      '« $v » attend une valeur de l’énumération (« Kind ») ; reçu : un texte qui n’est pas une de ses valeurs. Vouliez-vous dire « FIBRE » ?',
    ],
    [
      'a variable that is not given',
      one('ID!'),
      {},
      '« $v » est obligatoire et n’est pas donné : attendu un identifiant (« ID! »), par exemple "47001".',
    ],
    [
      'null for what may not be',
      one('ID!'),
      { v: null },
      '« $v » ne peut pas valoir null : attendu un identifiant (« ID! »), par exemple "47001".',
    ],
    ['a text for an object', FILTER, { f: ADDRESS }, '« $f » attend un objet (« Filter! ») ; reçu : un texte.'],
    ['a list for an object', FILTER, { f: [] }, '« $f » attend un objet (« Filter! ») ; reçu : une liste.'],
    [
      'a field that lacks',
      FILTER,
      { f: {} },
      '« $f.postcode » est obligatoire et n’est pas donné : attendu un texte (« String! »), par exemple "Agen".',
    ],
    [
      'a field of a field',
      FILTER,
      filter({ point: { latitude: ADDRESS, longitude: 1 } }),
      '« $f.point.latitude » attend un nombre (« Float! »), par exemple 44.2033 ; reçu : un texte.',
    ],
    [
      'a field that the type does not have',
      FILTER,
      filter({ postcod: ADDRESS }),
      '« $f », de type « Filter », n’a pas de champ « postcod ». Vouliez-vous dire « postcode » ?',
    ],
    [
      'a field whose name is no name',
      FILTER,
      filter({ [ADDRESS]: 1 }),
      '« $f », de type « Filter », n’a pas de champ dont le nom n’en est pas un.',
    ],
    [
      'an element of a list',
      FILTER,
      filter({ ids: ['47001', null] }),
      '« $f.ids[1] » ne peut pas valoir null : attendu un identifiant (« ID! »), par exemple "47001".',
    ],
    [
      'an element of a list of lists',
      FILTER,
      filter({ grid: [[1], [2, ADDRESS]] }),
      '« $f.grid[1][1] » attend un nombre entier (« Int! »), par exemple 20 ; reçu : un texte.',
    ],
    [
      'one value in the place of a list',
      FILTER,
      filter({ kinds: ADDRESS }),
      '« $f.kinds » attend une valeur de l’énumération (« Kind! ») ; reçu : un texte qui n’est pas une de ses valeurs.',
    ],
  ];
