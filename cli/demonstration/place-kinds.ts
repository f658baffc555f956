/** A kind of place: what its places have in common. Lists are joined by `|` as in the national standard. */
export interface PlaceKind {
  readonly name: string;
  readonly typologies: string;
  readonly services: readonly string[];
  readonly programmes: readonly string[];
  readonly audiences: readonly string[];
  readonly fees: readonly string[];
  readonly support: readonly string[];
  readonly summary: string;
  readonly itinerant?: true;
}

const PROCEDURES = 'Aide aux démarches administratives';
const DAILY = 'Maîtrise des outils numériques du quotidien';
const WORK = 'Insertion professionnelle via le numérique';
const SAFETY = 'Utilisation sécurisée du numérique';
const PARENTS = 'Parentalité et éducation avec le numérique';
const LEISURE = 'Loisirs et créations numériques';
const CULTURE = 'Compréhension du monde numérique';
const ACCESS = 'Accès internet et matériel informatique';
const EQUIPMENT = 'Acquisition de matériel informatique à prix solidaire';

const ALONE = 'En autonomie';
const ONE_TO_ONE = 'Accompagnement individuel';
const GROUP = 'Dans un atelier collectif';
const REMOTE = 'À distance';

/** Together they use every word of the standard's lists of services, programmes, audiences, fees and support. */
export const PLACE_KINDS: readonly PlaceKind[] = [
  {
    name: 'Maison de services',
    typologies: 'RFS',
    services: [PROCEDURES, ACCESS, DAILY],
    programmes: ['France Services', 'Aidants Connect', 'Conseillers numériques'],
    audiences: [],
    fees: ['Gratuit'],
    support: [ONE_TO_ONE, ALONE],
    summary: 'Aide aux démarches en ligne, avec ou sans rendez-vous.',
  },
  {
    name: 'Médiathèque',
    typologies: 'BIB|MUNI',
    services: [DAILY, CULTURE, LEISURE, ACCESS],
    programmes: ['Bibliothèques numérique de référence'],
    audiences: ['Jeunes', 'Familles et/ou enfants'],
    fees: ['Gratuit', 'Gratuit sous condition'],
    support: [ALONE, GROUP],
    summary: 'Ordinateurs en libre accès et ateliers du mercredi.',
  },
  {
    name: 'Tiers-lieu',
    typologies: 'TIERS_LIEUX|ASSO|FABLAB',
    services: [LEISURE, WORK, CULTURE, SAFETY],
    programmes: ['Grande école du numérique', 'Certification PIX'],
    audiences: ['Étudiants', 'Jeunes'],
    fees: ['Payant', 'Gratuit sous condition'],
    support: [GROUP, ALONE],
    summary: 'Espace de travail partagé, atelier de fabrication et formations.',
  },
  {
    name: 'Centre social',
    typologies: 'CS|ASSO',
    services: [PROCEDURES, PARENTS, DAILY, SAFETY],
    programmes: ["Point d'accès numérique CAF", 'Promeneurs du net'],
    audiences: ['Familles et/ou enfants', 'Femmes'],
    fees: ['Gratuit'],
    support: [ONE_TO_ONE, GROUP],
    summary: 'Accompagnement des familles, jeux et écrans, démarches en ligne.',
  },
  {
    name: 'Accueil social',
    typologies: 'CCAS|MUNI',
    services: [PROCEDURES, ACCESS],
    programmes: ['Aidants Connect'],
    audiences: ['Seniors'],
    fees: ['Gratuit'],
    support: [ONE_TO_ONE],
    summary: 'Accueil des personnes en difficulté, aide aux dossiers.',
  },
  {
    name: 'Atelier du numérique',
    typologies: 'ASSO|EPN',
    services: [DAILY, SAFETY, CULTURE, WORK],
    programmes: ['Conseillers numériques', 'Certification PIX'],
    audiences: ['Seniors'],
    fees: ['Gratuit sous condition'],
    support: [GROUP, ONE_TO_ONE, REMOTE],
    summary: 'Ateliers pour débuter, seul ou en petit groupe.',
  },
  {
    name: 'Ressourcerie',
    typologies: 'RESSOURCERIE|ACI',
    services: [EQUIPMENT, ACCESS, DAILY],
    programmes: ['Emmaüs Connect', 'Relais numérique (Emmaüs Connect)', 'La Croix Rouge'],
    audiences: [],
    fees: ['Payant', 'Gratuit sous condition'],
    support: [ONE_TO_ONE],
    summary: 'Ordinateurs et téléphones reconditionnés à prix solidaire.',
  },
  {
    name: 'Bus numérique',
    typologies: 'EPCI',
    services: [PROCEDURES, DAILY],
    programmes: ['Conseillers numériques', 'France Services'],
    audiences: [],
    fees: ['Gratuit'],
    support: [ONE_TO_ONE],
    summary: 'Passe de commune en commune, une demi-journée par semaine.',
    itinerant: true,
  },
];

/** Names that finish a place's: nobody's in particular. */
export const PLACE_NAMES: readonly string[] = [
  'Les Tilleuls',
  'La Filature',
  'Les Quatre Chemins',
  'Le Lavoir',
  'La Prune bleue',
  'Les Deux Rives d’en Haut',
  'La Passerelle',
  'Le Trait d’union',
  'Les Marronniers',
  'La Grange ouverte',
  'Clic et Partage',
  'Le Fil',
  'La Boussole',
  'Les Hirondelles',
  'Le Kiosque',
  'L’Éclaircie',
  'La Tuilerie',
  'Le Moulin blanc',
];

/** Opening hours of many kinds, in the syntax of OpenStreetMap; `null`: not told. */
export const OPENING_HOURS: readonly (string | null)[] = [
  'Mo-Fr 09:00-12:00,14:00-17:30; PH off',
  'Tu 14:00-18:00; We 10:00-12:30,14:00-18:00; Fr 14:00-19:00; Sa 10:00-12:30; PH off',
  'Mo-Th 08:30-12:30,13:30-17:00; Fr 08:30-12:30; PH off',
  'Tu-Sa 10:00-18:00; PH off',
  'Mo,Th 09:00-12:00; Tu 13:30-17:00',
  'We 14:00-17:00',
  'Th[1] 09:00-12:00; Th[3] 14:00-17:00',
  'Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:00-12:00; PH off',
  'Mo-Fr 09:00-20:00; Sa 10:00-16:00',
  'Apr-Oct: Mo-Fr 09:00-18:00; Nov-Mar: Mo-Fr 10:00-16:00; PH off',
  'Tu 09:00-12:00 "sur rendez-vous"',
  null,
];

export const SPECIAL_CARE: readonly string[] = [
  'Surdité',
  'Handicaps moteurs',
  'Handicaps mentaux',
  'Illettrisme',
  'Langues étrangères (anglais)',
  'Langues étrangères (autres)',
  'Déficience visuelle',
];

export const TRAINING_LABELS: readonly string[] = [
  'Formé à « Mon Espace Santé »',
  'Formé à « DUPLEX » (illettrisme)',
  'Fabriques de Territoire',
  'ORDI 3.0',
];
