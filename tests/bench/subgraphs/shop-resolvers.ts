import { turning } from './chance.ts';

interface Reference {
  readonly id: string;
}
interface ProductReference {
  readonly upc: string;
}

const FIRST_NAMES = ['Aliénor', 'Bastien', 'Capucine', 'Dominique', 'Estève', 'Florence'];
const users = FIRST_NAMES.map((name, index) => ({ id: `u${index + 1}`, name, username: `${name.toLowerCase()}47` }));

const PRODUCTS = ['Tablette', 'Clavier', 'Casque', 'Écran', 'Souris', 'Routeur', 'Imprimante', 'Enceinte'];
const products = PRODUCTS.map((name, index) => ({
  upc: `p${index + 1}`,
  name,
  price: 49 + index * 130,
  weight: 100 + index * 450,
}));

const reviews = Array.from({ length: 24 }, (_, index) => ({
  id: `r${index + 1}`,
  body: `Avis n° ${index + 1} : solide, simple à prendre en main.`,
  author: { id: turning(users, index).id },
  product: { upc: turning(products, index * 3 + Math.floor(index / 8)).upc },
}));

const userById = new Map(users.map((user) => [user.id, user]));
const productByUpc = new Map(products.map((product) => [product.upc, product]));
const reviewById = new Map(reviews.map((review) => [review.id, review]));
const reviewsByUser = new Map(users.map(({ id }) => [id, reviews.filter(({ author }) => author.id === id)]));
const reviewsByProduct = new Map(
  products.map(({ upc }) => [upc, reviews.filter(({ product }) => product.upc === upc)]),
);

export const accounts = {
  Query: { users: (_: unknown, { from }: { from: number }) => users.map((_user, rank) => turning(users, from + rank)) },
  User: { __resolveReference: ({ id }: Reference) => userById.get(id) ?? null },
};

export const productsResolvers = {
  Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
  Product: { __resolveReference: ({ upc }: ProductReference) => productByUpc.get(upc) ?? null },
};

export const inventory = {
  Product: {
    __resolveReference: (product: ProductReference) => product,
    inStock: ({ upc }: ProductReference) => Number(upc.slice(1)) % 3 !== 0,
    shippingEstimate: ({ price, weight }: { price: number; weight: number }) => {
      if (typeof price !== 'number' || typeof weight !== 'number') throw new Error('Price and weight were not given.');
      return price > 800 ? 0 : Math.round(weight / 2);
    },
  },
};

export const reviewsResolvers = {
  Review: { __resolveReference: ({ id }: Reference) => reviewById.get(id) ?? null },
  User: { __resolveReference: (user: Reference) => user, reviews: ({ id }: Reference) => reviewsByUser.get(id) ?? [] },
  Product: {
    __resolveReference: (product: ProductReference) => product,
    reviews: ({ upc }: ProductReference) => reviewsByProduct.get(upc) ?? [],
  },
};
