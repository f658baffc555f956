/** Workshops as they are run: title, subjects in La Coop's codes, level and audience. */
export const WORKSHOPS = [
  {
    title: 'Découvrir son ordinateur',
    themes: ['prendre_en_main_du_materiel'],
    level: 'Débutant',
    audience: 'Seniors',
  },
  { title: 'Mes premiers courriels', themes: ['email', 'navigation_sur_internet'], level: 'Débutant', audience: '' },
  {
    title: 'Déjouer les arnaques',
    themes: ['securite_numerique', 'banque_et_achats_en_ligne'],
    level: 'Débutant',
    audience: 'Seniors',
  },
  { title: 'Mon espace santé, pas à pas', themes: ['sante', 'social_sante'], level: 'Débutant', audience: '' },
  {
    title: 'Écrire une lettre et un CV',
    themes: ['bureautique', 'insertion_professionnelle'],
    level: 'Intermédiaire',
    audience: 'Jeunes',
  },
  {
    title: 'Les écrans en famille',
    themes: ['parentalite', 'scolarite_et_numerique'],
    level: 'Débutant',
    audience: 'Familles et/ou enfants',
  },
  {
    title: 'Comprendre l’intelligence artificielle',
    themes: ['intelligence_artificielle', 'culture_numerique'],
    level: 'Intermédiaire',
    audience: '',
  },
  {
    title: 'Créer une affiche et un site',
    themes: ['creer_avec_le_numerique', 'associations'],
    level: 'Avancé',
    audience: 'Étudiants',
  },
  {
    title: 'Retrouver un emploi en ligne',
    themes: ['insertion_professionnelle', 'travail_formation'],
    level: 'Débutant',
    audience: 'Femmes',
  },
  {
    title: 'Ranger ses photos et ses fichiers',
    themes: ['gere_ses_contenus_numeriques'],
    level: 'Intermédiaire',
    audience: '',
  },
] as const;

/** One remote session a Thursday. */
export const THURSDAYS = [
  { title: 'Accueillir une personne qui ne sait pas lire un écran', themes: ['diagnostic_numerique'] },
  { title: 'La fermeture du cuivre, expliquée aux aidants', themes: ['culture_numerique'] },
  { title: 'Mandats et confidentialité : aider sans faire à la place', themes: ['aide_aux_demarches_administratives'] },
  { title: 'Quelles offres sociales d’accès à internet ?', themes: ['argent_impots'] },
  { title: 'Repérer l’illectronisme en entretien', themes: ['diagnostic_numerique'] },
  { title: 'Arnaques : ce qui a changé cette année', themes: ['securite_numerique'] },
  { title: 'Mobilité et numérique dans les villages', themes: ['transports_mobilite'] },
  { title: 'Parler d’intelligence artificielle avec des débutants', themes: ['intelligence_artificielle'] },
] as const;

/** Help asked for one person at a time. */
export const INDIVIDUAL_HELP = [
  { title: 'Installer sa box et son Wi-Fi', themes: ['prendre_en_main_du_materiel'], modes: 'À domicile' },
  { title: 'Aide aux démarches, à la maison', themes: ['aide_aux_demarches_administratives'], modes: 'À domicile' },
  {
    title: 'Rendez-vous téléphonique avec un conseiller',
    themes: ['email', 'securite_numerique'],
    modes: 'À distance',
  },
  { title: 'Bilan de mes compétences numériques', themes: ['diagnostic_numerique'], modes: 'Sur place|À distance' },
  {
    title: 'Préparer le passage à la fibre',
    themes: ['culture_numerique', 'logement'],
    modes: 'À domicile|À distance',
  },
] as const;
