import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const HEADER =
  'x,y,imb_id,num_voie,cp_no_voie,type_voie,nom_voie,batiment,code_insee,code_poste,nom_com,catg_loc_imb,imb_etat,pm_ref,pm_etat,pm_date_mad,code_l331,type_imb,date_completude,date_completude_manquante';

/** As many of each as there are names: most buildings can be connected. */
const STATES = ['deploye', 'deploye', 'deploye', 'deploye', 'raccordable demande', 'en cours de deploiement', 'cible'];

/**
 * Writes a file in the format of ARCEP « Déploiements FttH » with one building that does not exist for each address of a
 * BAN file. The same file at every run.
 *
 * @returns every n-th address as one says it on the phone.
 */
export async function writeFtthFile(banFile: string, file: string, everyNth: number): Promise<readonly string[]> {
  const output = createWriteStream(file);
  output.write(`${HEADER}\n`);
  const said: string[] = [];
  let at = -1;
  for await (const line of createInterface({ input: createReadStream(banFile) })) {
    at += 1;
    if (at === 0) continue;
    const [, , number, suffix, street = '', postcode, insee, commune] = line.split(';');
    const [longitude, latitude] = line.split(';').slice(12, 14);
    const [kind, ...name] = street.toUpperCase().split(' ');
    const state = STATES[at % STATES.length] ?? 'cible';
    const cells = [longitude, latitude, `IMB/47/${at}`, number, suffix, kind, name.join(' '), '', insee, postcode];
    const cabinet = ['', state, `PM-${insee ?? ''}`, 'deploye', '2024-01-15', 'LGN', 'pavillon', '', ''];
    if (!output.write(`${[...cells, commune, ...cabinet].join(',')}\n`)) await once(output, 'drain');
    if (at % everyNth === 0) said.push(`${number ?? ''} ${suffix ?? ''} ${street} ${commune ?? ''}`.toLowerCase());
  }
  output.end();
  await once(output, 'finish');
  return said;
}
