-- The address search reads `street` into memory, with the words of each street: what was derived from it is not asked any more.
DROP TABLE street_word, address_vocabulary, address_commune;
