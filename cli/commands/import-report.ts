import type { ImportReport } from '../../platform/importer/report.ts';

const SENTENCES: Readonly<Record<ImportReport['outcome'], string>> = {
  published: 'Publié : les lecteurs voient les nouvelles données.',
  unchanged: 'Rien de nouveau : ces données étaient déjà publiées.',
  'dry-run': 'Essai à blanc : rien n’a été écrit.',
  refused: 'Refusé : trop de lignes rejetées, rien n’a été écrit.',
};

const number = new Intl.NumberFormat('fr-FR');
const SHOWN = 10;

/** Prints an import's summary, in French. */
export function printReport(
  report: ImportReport,
  { path, threshold }: { path: string | null; threshold: number },
): void {
  const lines = [
    `${SENTENCES[report.outcome]}${report.importId === null ? '' : ` (import n° ${report.importId})`}`,
    `  jeu de données   ${report.dataset} (${[...new Set(report.formats)].join(', ')})`,
    `  source           ${report.source}, données du ${report.asOf}`,
    `  lignes lues      ${number.format(report.read)}`,
    `  ajoutées         ${number.format(report.inserted)}`,
    `  modifiées        ${number.format(report.updated)}`,
    `  supprimées       ${number.format(report.deleted)}`,
    `  inchangées       ${number.format(report.unchanged)}`,
    `  rejetées         ${number.format(report.rejected)} (seuil : ${number.format(threshold * 100)} %)`,
    `  durée            ${number.format(report.durationMs / 1_000)} s`,
    ...report.rejections
      .slice(0, SHOWN)
      .map(
        ({ file, line, column, value, reason }) => `  ✗ ${file}, ligne ${line}, ${column} : « ${value} » : ${reason}`,
      ),
    ...(report.rejections.length > SHOWN ? [`  ✗ … ${report.rejections.length - SHOWN} autres`] : []),
    ...(path === null ? [] : [`  Toutes les cellules rejetées : ${path}`]),
    ...report.remarks.map((remark) => `  • ${remark}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
