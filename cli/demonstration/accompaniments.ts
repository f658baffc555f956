import { addDays } from '../../platform/calendar.ts';
import { INDIVIDUAL_HELP, THURSDAYS, WORKSHOPS } from './accompaniment-list.ts';
import { csvText } from './csv-text.ts';
import { WEEKDAYS, weekly } from './days.ts';
import { demonstrationName, fictitiousPhone, frenchPhone } from './fictitious.ts';
import { publishedPlaceId, type DemonstrationPlace } from './places.ts';
import { type Random, seededRandom } from './random.ts';

const COLUMNS = [
  'type',
  'id',
  'titre',
  'description',
  'thematiques',
  'publics',
  'modes',
  'niveau',
  'tarif',
  'precision_tarif',
  'reservable',
  'lien_reservation',
  'telephone_reservation',
  'sur_rendez_vous',
  'id_lieu',
  'nom_lieu',
  'code_insee',
  'latitude',
  'longitude',
  'id_organisation',
  'nom_organisation',
  'role_conseiller',
  'serie',
  'lien',
  'seances',
  'jour',
  'heure_debut',
  'heure_fin',
  'valide_du',
  'valide_au',
  'ouvert_jours_feries',
  'dates_exclues',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

const WEEKS = 8;
const ADVISOR = 'Conseiller numérique';
const INVENTED = 'Séance inventée pour la démonstration.';

/** The accompaniments' file of the department: subgraphs/department/accompaniment/README.md. */
export function accompanimentsCsv(places: readonly DemonstrationPlace[], today: string): string {
  const hosts = (mode: string) => places.filter(({ kind }) => kind.support.includes(mode));
  const rows = [
    ...hosts('Dans un atelier collectif').map((place, index) => workshop(place, index, today)),
    ...hosts('Accompagnement individuel').flatMap((place, index) =>
      index % 2 === 0 ? [permanence(place, index, today)] : [],
    ),
    ...weekly(today, 'jeudi', WEEKS + 1)
      .slice(0, THURSDAYS.length)
      .map(thursday),
    ...places.filter((_, index) => index % 11 === 0).map((place, index) => individualHelp(place, index)),
  ];
  return csvText(rows, Object.fromEntries(COLUMNS.map((column) => [column, (row: Row) => row[column]])));
}

function at(place: DemonstrationPlace): Row {
  return {
    id_lieu: publishedPlaceId(place),
    nom_lieu: place.name,
    code_insee: place.commune.code,
    latitude: place.point === null ? '' : String(place.point.latitude),
    longitude: place.point === null ? '' : String(place.point.longitude),
    id_organisation: place.siret,
  };
}

function workshop(place: DemonstrationPlace, index: number, today: string): Row {
  const random = seededRandom(`workshop/${place.id}`);
  const subject = WORKSHOPS[index % WORKSHOPS.length] ?? random.pick(WORKSHOPS);
  const days = weekly(today, random.pick(WEEKDAYS), WEEKS);
  const sessions = random.some(days, random.integer(2, 4)).map((day) => sessionText(day, random));
  const price = random.chance(0.2) ? 'Payant' : random.chance(0.2) ? 'Gratuit sous condition' : 'Gratuit';
  return {
    ...at(place),
    type: 'atelier',
    id: `demo-atelier-${index + 1}`,
    titre: demonstrationName(subject.title),
    description: INVENTED,
    thematiques: subject.themes.join('|'),
    publics: subject.audience,
    niveau: subject.level,
    tarif: price,
    precision_tarif: price === 'Payant' ? '3 € la séance, prix fictif' : '',
    reservable: random.chance(0.8) ? 'oui' : 'non',
    telephone_reservation: place.phone === null ? '' : frenchPhone(place.phone),
    role_conseiller: ADVISOR,
    seances: sessions.join('|'),
  };
}

function sessionText(day: string, random: Random): string {
  const opens = random.pick(['09:30', '10:00', '14:00', '14:30']);
  const closes = `${Number(opens.slice(0, 2)) + 2}${opens.slice(2)}`;
  if (random.chance(0.15)) return `${day} ${opens}-${closes}`;
  const seats = random.integer(6, 12);
  return `${day} ${opens}-${closes} ${random.integer(0, seats)}/${seats}`;
}

function permanence(place: DemonstrationPlace, index: number, today: string): Row {
  const random = seededRandom(`permanence/${place.id}`);
  const morning = random.chance(0.5);
  return {
    ...at(place),
    type: 'permanence',
    id: `demo-permanence-${index + 1}`,
    titre: demonstrationName('Permanence numérique'),
    thematiques: 'aide_aux_demarches_administratives',
    tarif: 'Gratuit',
    sur_rendez_vous: random.chance(0.3) ? 'oui' : 'non',
    role_conseiller: random.chance(0.7) ? ADVISOR : 'Aidant numérique',
    jour: WEEKDAYS[index % WEEKDAYS.length] ?? 'mardi',
    heure_debut: morning ? '09:00' : '14:00',
    heure_fin: morning ? '12:00' : '17:00',
    valide_du: addDays(today, -90),
    valide_au: random.chance(0.3) ? addDays(today, 200) : '',
    dates_exclues: random.chance(0.3) ? addDays(today, random.integer(5, 40)) : '',
  };
}

function thursday(day: string, index: number): Row {
  const subject = THURSDAYS[index % THURSDAYS.length] ?? THURSDAYS[0];
  return {
    type: 'distance',
    id: `demo-jeudi-${index + 1}`,
    titre: demonstrationName(subject.title),
    description: INVENTED,
    thematiques: subject.themes.join('|'),
    tarif: 'Gratuit',
    id_organisation: 'departement-47',
    serie: demonstrationName('Jeudis de l’inclusion numérique'),
    lien: `https://www.example.org/visio/jeudi-${index + 1}`,
    lien_reservation: `https://www.example.org/inscription/jeudi-${index + 1}`,
    seances: `${day} 11:00-12:00`,
  };
}

function individualHelp(place: DemonstrationPlace, index: number): Row {
  const subject = INDIVIDUAL_HELP[index % INDIVIDUAL_HELP.length] ?? INDIVIDUAL_HELP[0];
  return {
    ...at(place),
    type: 'individuel',
    id: `demo-individuel-${index + 1}`,
    titre: demonstrationName(subject.title),
    thematiques: subject.themes.join('|'),
    modes: subject.modes,
    publics: index % 3 === 0 ? 'Seniors' : '',
    tarif: 'Gratuit',
    telephone_reservation: frenchPhone(fictitiousPhone(7_000 + index)),
    sur_rendez_vous: 'oui',
    role_conseiller: ADVISOR,
  };
}
