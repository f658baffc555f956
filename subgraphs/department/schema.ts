import { specifiedDirectives } from 'graphql';
import { cacheControlDirective } from '../../platform/cache-hints.ts';
import { builder } from './builder.ts';
import './common.type.ts';
import './territory/territory.queries.ts';
import './territory/department.type.ts';
import './place/place-offer.type.ts';
import './place/place-contact.type.ts';
import './place/place-crossings.type.ts';
import './place/place.queries.ts';
import './place/place-removal.queries.ts';
import './place-entry/place-file.queries.ts';
import './place-entry/place.mutations.ts';
import './place-entry/proposal.mutations.ts';
import './organisation/organisation.queries.ts';
import './accompaniment/accompaniment.queries.ts';
import './accompaniment/crossings.type.ts';
import './accompaniment/kinds.type.ts';
import './accompaniment/organisation-crossing.type.ts';
import './accompaniment-entry/accompaniment.mutations.ts';
import './accompaniment-entry/accompaniment-revision.type.ts';
import './activity/activity.queries.ts';
import './activity/crossings.type.ts';
import './indicator/indicator.type.ts';
import './publication/import-publication.type.ts';

/** The subgraph's executable schema, whatever server carries it. */
export const schema = builder.toSubGraphSchema({
  directives: [...specifiedDirectives, cacheControlDirective],
  linkUrl: 'https://specs.apollo.dev/federation/v2.9',
  federationDirectives: [
    '@key',
    '@shareable',
    '@requires',
    '@external',
    '@extends',
    '@authenticated',
    '@requiresScopes',
    '@policy',
    '@provides',
    '@inaccessible',
    '@tag',
    '@override',
    '@cost',
    '@listSize',
  ],
});
