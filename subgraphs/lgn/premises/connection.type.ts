import { builder } from '../builder.ts';
import { TelecomOperator } from '../fibre/fibre.type.ts';
import { speedClassOf, technologyOfCode, type SpeedClass } from '../fibre/technology.rules.ts';
import { TechnologyEnum } from '../fibre/technology.type.ts';
import type { ConnectionEligibility } from '../generated/client/client.ts';

const SpeedClassType = builder.objectRef<SpeedClass>('SpeedClass').implement({
  description:
    'Classe de débit de « Ma connexion internet » (ARCEP). Les classes se recouvrent, comme chez leur producteur.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Code du producteur, par exemple « THD100 ».' }),
    label: t.exposeString('label', { description: 'Débit en toutes lettres.' }),
    fromMbps: t.exposeFloat('fromMbps', { description: 'Borne basse, en Mbit/s.' }),
    toMbps: t.exposeFloat('toMbps', {
      nullable: true,
      description: 'Borne haute, en Mbit/s ; null si elle n’est pas bornée.',
    }),
  }),
});

export const ConnectionOption = builder.objectRef<ConnectionEligibility>('ConnectionOption').implement({
  description: 'Ce qu’un opérateur déclare pouvoir fournir à un immeuble, par une technologie.',
  fields: (t) => ({
    technology: t.field({
      type: TechnologyEnum,
      nullable: true,
      description: 'Technologie ; null si le producteur n’en documente pas le code.',
      resolve: ({ technologyCode }) => technologyOfCode(technologyCode),
    }),
    technologyCode: t.exposeString('technologyCode', {
      description: 'Code du producteur : FO, CU, COAX, 4GF, THDR, HDR, SAT.',
    }),
    operator: t.field({
      type: TelecomOperator,
      description: 'Opérateur qui déclare l’offre.',
      resolve: ({ operatorCode }) => ({ code: operatorCode }),
    }),
    download: t.field({
      type: SpeedClassType,
      nullable: true,
      description: 'Classe de débit descendant.',
      resolve: ({ downClass }) => speedClassOf(downClass),
    }),
    upload: t.field({
      type: SpeedClassType,
      nullable: true,
      description: 'Classe de débit montant.',
      resolve: ({ upClass }) => speedClassOf(upClass),
    }),
    limitation: t.exposeString('limitation', {
      nullable: true,
      description: 'Limitation déclarée, dans les mots du producteur.',
    }),
    saturation: t.exposeString('saturation', {
      nullable: true,
      description: 'Saturation déclarée, dans les mots du producteur.',
    }),
  }),
});
