import { csvText } from './csv-text.ts';
import { demonstrationName, fictitiousPhone, frenchPhone } from './fictitious.ts';
import { moved } from './geometry.ts';
import type { DemonstrationPlace } from './places.ts';

interface Listed extends Pick<DemonstrationPlace, 'name' | 'commune' | 'address' | 'addressExtra' | 'point' | 'phone'> {
  readonly id: string;
}

const SAME_AS_IN_THE_STANDARD = 4;
const MORNINGS = '09:00 - 12:00';
const FULL_DAY = '09:00 - 12:30 / 13:30 - 17:00';

/**
 * A France Services list beside the national standard's file: four places are in both, written a little differently
 * and 20 m apart; one may or may not be the same as its neighbour; one is only here.
 */
export function franceServicesCsv(places: readonly DemonstrationPlace[]): string {
  const fixed = places.filter(({ kind, point }) => kind.name === 'Maison de services' && point !== null);
  const same = fixed.slice(0, SAME_AS_IN_THE_STANDARD).map((place, index): Listed => {
    const { point } = place;
    return { ...place, id: String(9001 + index), point: point === null ? null : moved(point, 16, 12) };
  });
  return listCsv([
    ...same,
    ...fixed.slice(SAME_AS_IN_THE_STANDARD, SAME_AS_IN_THE_STANDARD + 2).flatMap(neighbourAndNewcomer),
  ]);
}

function neighbourAndNewcomer(place: DemonstrationPlace, index: number): readonly Listed[] {
  const { commune, point } = place;
  if (point === null) return [];
  const id = String(9101 + index);
  const phone = fictitiousPhone(8_000 + index);
  if (index === 0) {
    // The same name, but another street 300 m away and no SIRET to settle it: for a person to decide.
    return [
      { ...place, id, address: '3 Impasse des Cigales', addressExtra: null, point: moved(point, 240, 180), phone },
    ];
  }
  const name = demonstrationName('France services La Garde');
  return [
    {
      id,
      name,
      commune,
      address: '14 Rue des Chaumes',
      addressExtra: 'Ancienne école',
      point: moved(point, 900, -700),
      phone,
    },
  ];
}

function listCsv(rows: readonly Listed[]): string {
  const hours = (text: string) => () => text;
  return csvText(
    rows,
    {
      id_fs: ({ id }) => id,
      insee_dep: () => '47',
      lib_fs: ({ name }) => name,
      adresse: ({ address }) => address,
      complement_adresse: ({ addressExtra }) => addressExtra,
      insee_com: ({ commune }) => commune.code,
      code_postal: ({ commune }) => commune.postcode,
      lib_com: ({ commune }) => commune.name,
      latitude: ({ point }) => point?.latitude,
      longitude: ({ point }) => point?.longitude,
      mail: ({ id }) => `fs-${id}@example.org`,
      telephone: ({ phone }) => (phone === null ? '' : frenchPhone(phone)),
      h_lundi: hours(FULL_DAY),
      h_mardi: hours(FULL_DAY),
      h_mercredi: hours(MORNINGS),
      h_jeudi: hours(FULL_DAY),
      h_vendredi: hours(MORNINGS),
      h_samedi: hours(''),
      commentaire: hours('Lieu fictif'),
      itinerance: hours('Non'),
      format_fs: hours('Site principal'),
      groupe: hours(''),
      labellisation: hours(''),
    },
    ',',
  );
}
