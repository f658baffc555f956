// `@mercuriusjs/gateway`: Federation 1 only, so it is given the subgraphs' Federation 1 SDL.
import mercuriusGateway from '@mercuriusjs/gateway';
import fastify from 'fastify';

const app = fastify();
const services = JSON.parse(process.env.SERVICES);
await app.register(mercuriusGateway, {
  jit: 1,
  gateway: { services: services.map((one) => ({ ...one, mandatory: true })) },
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
