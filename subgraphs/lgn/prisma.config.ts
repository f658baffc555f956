import { subgraphPrismaConfig } from '../../platform/database/prisma-config.ts';

export default subgraphPrismaConfig();
