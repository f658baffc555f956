import { addDays } from '../../platform/calendar.ts';
import { WORKSHOPS } from './accompaniment-list.ts';
import type { DemonstrationPlace } from './places.ts';
import { type Random, seededRandom } from './random.ts';

const ACTIVITIES = 420;
const DAYS = 182;
const ADMINISTRATIVE = [
  'papiers_elections_citoyennete',
  'social_sante',
  'logement',
  'argent_impots',
  'travail_formation',
];
const INDIVIDUAL = ['email', 'navigation_sur_internet', 'prendre_en_main_du_materiel', 'securite_numerique', 'sante'];

/** The last six months of fictitious activities, as a page of La Coop's API v1 has them. */
export function activitiesJson(places: readonly DemonstrationPlace[], today: string): string {
  const random = seededRandom('activities');
  const data = Array.from({ length: ACTIVITIES }, (_, index) =>
    activity(index, { place: random.pick(places), today, random }),
  );
  return `${JSON.stringify({ data, links: { next: null }, meta: { total: ACTIVITIES } }, null, 1)}\n`;
}

function activity(
  index: number,
  { place, today, random }: { place: DemonstrationPlace; today: string; random: Random },
) {
  const draw = random.next();
  const type = draw < 0.5 ? 'individuel' : draw < 0.8 ? 'demarche_administrative' : 'collectif';
  const total = type === 'collectif' ? random.integer(3, 12) : 1;
  const workshop = type === 'collectif' ? random.pick(WORKSHOPS) : null;
  const themes =
    workshop?.themes ?? random.some(type === 'individuel' ? INDIVIDUAL : ADMINISTRATIVE, random.integer(1, 2));
  const suffix = String(index + 1).padStart(12, '0');
  return {
    type: 'activite',
    id: `00000000-0000-4000-8000-${suffix}`,
    attributes: {
      type,
      date: addDays(today, -random.integer(1, DAYS)),
      duree: random.pick([30, 45, 60, 90, 120]),
      type_lieu:
        type === 'collectif'
          ? 'lieu_activite'
          : random.pick(['lieu_activite', 'lieu_activite', 'domicile', 'a_distance']),
      // A few activities have no commune: they count for the department, in none of its communes.
      lieu_code_insee: random.chance(0.04) ? null : place.commune.code,
      structure_id: null,
      thematiques: themes,
      titre_atelier: workshop?.title ?? null,
      accompagnements: total,
      beneficiaires: { total },
      suppression: null,
    },
  };
}
