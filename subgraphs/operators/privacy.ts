import { holdsNothing } from '../../platform/privacy.ts';

/** What the operators keep of a household in the hub. */
export const privacy = holdsNothing(
  'Les opérateurs ne gardent rien ici qui se rattache à un foyer : le profil d’un foyer sert à répondre et n’est pas écrit.',
);
