import { addDays } from '../../platform/calendar.ts';
import { capitals } from './addresses.ts';
import type { DemonstrationBuilding } from './buildings.ts';
import { csvText } from './csv-text.ts';
import { webMercator } from './geometry.ts';
import { seededRandom } from './random.ts';

/** The buildings as ARCEP « Déploiements FttH » has them: comma-separated, x and y in WGS84 degrees. */
export function deploymentCsv(buildings: readonly DemonstrationBuilding[], today: string): string {
  const opened = (cabinet: string) => addDays(today, -seededRandom(`cabinet/${cabinet}`).integer(60, 1_500));
  const opening = new Map(buildings.map(({ cabinet }) => [cabinet, opened(cabinet)]));
  return csvText(
    buildings,
    {
      x: ({ point }) => point.longitude,
      y: ({ point }) => point.latitude,
      imb_id: ({ id }) => id,
      num_voie: ({ address }) => address?.number,
      cp_no_voie: ({ address }) => address?.suffix,
      type_voie: ({ address }) => wayOf(address?.streetName)[0],
      nom_voie: ({ address }) => wayOf(address?.streetName)[1],
      batiment: ({ letter }) => (letter === null ? '' : `BAT ${letter}`),
      code_insee: ({ commune }) => commune.code,
      code_poste: ({ commune }) => commune.postcode,
      nom_com: ({ commune }) => commune.name,
      catg_loc_imb: () => '',
      imb_etat: ({ state }) => state,
      pm_ref: ({ state, cabinet }) => (state === 'abandonne' ? '' : cabinet),
      pm_etat: ({ state }) => (state === 'cible' || state === 'abandonne' ? '' : 'deploye'),
      pm_date_mad: ({ state, cabinet }) => (state === 'cible' || state === 'abandonne' ? '' : opening.get(cabinet)),
      code_l331: ({ infrastructureOperator }) => infrastructureOperator,
      type_imb: ({ dwellings }) => (dwellings > 1 ? 'immeuble' : 'pavillon'),
      date_completude: () => '',
      date_completude_manquante: () => '',
    },
    ',',
  );
}

/** "Rue des Tilleuls" as ARCEP splits it: the kind of way, then its name, in capitals. */
function wayOf(streetName: string | undefined): readonly [kind: string, name: string] {
  const [kind = '', ...name] = capitals(streetName ?? '').split(' ');
  return [kind, name.join(' ')];
}

/** The same buildings as `base_imb` of « Ma connexion internet » has them: semicolons, web Mercator metres. */
export function connectionBuildingsCsv(buildings: readonly DemonstrationBuilding[]): string {
  return csvText(buildings, {
    imb_id: ({ connectionId }) => connectionId,
    imb_x: ({ point }) => webMercator(point)[0],
    imb_y: ({ point }) => webMercator(point)[1],
    imb_code: ({ id }) => id,
    imb_code_insee: ({ commune }) => commune.code,
    imb_nbr_logloc: ({ dwellings }) => dwellings,
    imb_source: () => 'fo',
    imb_type: ({ dwellings }) => (dwellings > 1 ? 'IM' : 'PA'),
    addr_code: ({ address, id }) => address?.banId ?? id,
    imb_num: ({ letter }) => letter,
    addr_numero: ({ address }) => address?.number,
    addr_rep: ({ address }) => address?.suffix,
    addr_nom_voie: ({ address }) => address?.streetName,
    addr_nom_ld: ({ address }) => address?.hamlet,
    addr_code_insee: ({ commune }) => commune.code,
    addr_nom_commune: ({ commune }) => commune.name,
    addr_id_fantoir: () => '',
    addr_source: ({ address }) => (address === null ? 'fo' : 'ban'),
  });
}
