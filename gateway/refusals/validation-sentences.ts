import { toldName as named, quoted } from './told-name.ts';

type Written = (names: readonly string[]) => string;

/** A fault that graphql-js tells by names alone: its sentence there, and ours from the names between its quotes. */
const SENTENCES: readonly (readonly [english: RegExp, french: Written])[] = [
  [/^Cannot query field "(.+?)" on type "(.+?)"/, ([f, t]) => `le type ${is(t)} n’a pas de champ ${is(f)}.`],
  [/^Unknown argument "(.+?)" on field "(.+?)"/, ([a, f]) => `le champ ${place(f)} n’a pas d’argument ${is(a)}.`],
  [
    /^Unknown argument "(.+?)" on directive "(.+?)"/,
    ([a, d]) => `la directive ${place(d)} n’a pas d’argument ${is(a)}.`,
  ],
  [
    /^Field "(.+?)" argument "(.+?)" of type "(.+?)" is required/,
    ([f, a, t]) => `l’argument ${is(a)} (${place(t)}) du champ ${is(f)} est obligatoire et n’est pas donné.`,
  ],
  [
    /^Directive "(.+?)" argument "(.+?)" of type "(.+?)" is required/,
    ([d, a, t]) => `l’argument ${is(a)} (${place(t)}) de la directive ${place(d)} est obligatoire et n’est pas donné.`,
  ],
  [
    /^Field "(.+?)" of required type "(.+?)" was not provided/,
    ([f, t]) => `le champ ${place(f)} (${place(t)}) est obligatoire et n’est pas donné.`,
  ],
  [/^Field "(.+?)" is not defined by type "(.+?)"/, ([f, t]) => `le type ${is(t)} n’a pas de champ ${is(f)}.`],
  [/^Unknown type "(.+?)"/, ([t]) => `le type ${is(t)} n’existe pas.`],
  [/^Unknown fragment "(.+?)"/, ([f]) => `le fragment ${is(f)} n’est pas défini.`],
  [/^Unknown directive "(.+?)"/, ([d]) => `la directive ${place(d)} n’existe pas.`],
  [/^Directive "(.+?)" may not be used on/, ([d]) => `la directive ${place(d)} n’est pas permise à cet endroit.`],
  [
    /^The directive "(.+?)" can only be used once/,
    ([d]) => `la directive ${place(d)} ne se donne qu’une fois à cet endroit.`,
  ],
  [/^Variable "(.+?)" is not defined/, ([v]) => `la variable ${place(v)} n’est pas déclarée : déclarez-la en tête.`],
  [/^Variable "(.+?)" is never used/, ([v]) => `la variable ${place(v)} est déclarée et ne sert pas : ôtez-la.`],
  [
    /^Variable "(.+?)" of type "(.+?)" used in position expecting type "(.+?)"/,
    ([v, t, wanted]) => `la variable ${place(v)} est de type ${place(t)}, là où il faut ${place(wanted)}.`,
  ],
  [
    /^Variable "(.+?)" is of type "(.+?)" but must be non-nullable/,
    ([v, t]) => `la variable ${place(v)} est de type ${place(t)} et ne peut pas valoir null ici : ajoutez « ! ».`,
  ],
  [
    /^Variable "(.+?)" cannot be non-input type "(.+?)"/,
    ([v, t]) => `la variable ${place(v)} ne peut pas être de type ${place(t)}, qui ne se donne pas.`,
  ],
  [/^There can be only one argument named "(.+?)"/, ([a]) => `l’argument ${is(a)} est donné deux fois.`],
  [/^There can be only one variable named "(.+?)"/, ([v]) => `la variable ${place(v)} est déclarée deux fois.`],
  [/^There can be only one fragment named "(.+?)"/, ([f]) => `le fragment ${is(f)} est défini deux fois.`],
  [/^There can be only one operation named "(.+?)"/, ([o]) => `deux opérations s’appellent ${is(o)}.`],
  [/^There can be only one input field named "(.+?)"/, ([f]) => `le champ ${is(f)} est donné deux fois.`],
  [/^This anonymous operation must be the only/, () => 'une opération sans nom doit être seule : nommez-les toutes.'],
  [/^Fragment "(.+?)" is never used/, ([f]) => `le fragment ${is(f)} ne sert pas : ôtez-le.`],
  [/^Cannot spread fragment "(.+?)" within itself/, ([f]) => `le fragment ${is(f)} se contient lui-même.`],
  [
    /^Fragment "(.+?)" cannot be spread here as objects of type "(.+?)" can never be of type "(.+?)"/,
    ([f, t, never]) => `le fragment ${is(f)} ne convient pas ici : ${is(t)} n’est jamais ${is(never)}.`,
  ],
  [
    /^Fragment cannot be spread here as objects of type "(.+?)" can never be of type "(.+?)"/,
    ([t, never]) => `ce fragment ne convient pas ici : ${is(t)} n’est jamais ${is(never)}.`,
  ],
  [
    /^Fragment (?:"\w+" )?cannot condition on non composite type "(.+?)"/,
    ([t]) => `un fragment ne porte pas sur ${place(t)}, qui n’a pas de champs.`,
  ],
  [
    /^Field "(.+?)" must not have a selection since type "(.+?)"/,
    ([f, t]) => `le champ ${is(f)} (${place(t)}) n’a pas de champs à choisir : ôtez ses accolades.`,
  ],
  [
    /^Field "(.+?)" of type "(.+?)" must have (?:a selection|at least one)/,
    ([f, t]) => `le champ ${is(f)} (${place(t)}) a des champs : dites lesquels, « ${f ?? ''} { … } ».`,
  ],
  [
    /^Fields "(.+?)" conflict because/,
    ([f]) => `deux demandes différentes portent le nom ${is(f)} : donnez-leur des alias, « autre: ${f ?? ''} ».`,
  ],
  [
    /^(?:Subscription "\w+"|Anonymous Subscription) must select only one/,
    () => 'un abonnement ne suit qu’un champ à la racine.',
  ],
  [
    /^(?:Subscription "\w+"|Anonymous Subscription) must not select an introspection/,
    () => 'un abonnement ne suit pas le schéma.',
  ],
  [/^OneOf Input Object "(.+?)" must specify exactly one key/, ([t]) => `${is(t)} veut un seul de ses champs.`],
  [/^Field "(.+?)" must be non-null/, ([f]) => `le champ ${place(f)} ne peut pas valoir null.`],
  [/^The (?:"?[\w ]+"?|schema) definition is not executable/, () => 'elle définit des types, ce qui ne s’exécute pas.'],
  [/^Maximum introspection depth exceeded/, () => 'elle emboîte trop les listes du schéma.'],
  [/^Too many validation errors/, () => 'elle a d’autres fautes, qui ne sont pas dites.'],
];

function is(name: string | undefined): string {
  return named(name ?? '');
}

/** A place or a type, made of names and of the signs of the language: `Commune.name`, `[ID!]!`, `@skip`, `$code`. */
function place(text: string | undefined): string {
  const written = text ?? '';
  return /^[\w.[\]!@$():]{1,120}$/.test(written) ? quoted(written) : 'qui est là';
}

/** The French for a fault that is told by names; `null` of any other message, which may quote a value. */
export function validationSentence(message: string): string | null {
  for (const [english, french] of SENTENCES) {
    const found = english.exec(message);
    if (found !== null) return french(found.slice(1));
  }
  return null;
}
