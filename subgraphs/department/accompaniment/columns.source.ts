import { type CellReader, dateOf, isWebAddress, phoneOf, refusal } from './cells.source.ts';
import { codeOf, WEEKDAYS, weekdayNumber, type Kind } from './vocabulary.rules.ts';

const COMMUNE_CODE = /^(?:[013-9]\d|2[AB1-9])\d{3}$/;

/** How a seat is booked; a way to book means that it can be. */
export function bookingOf(reader: CellReader) {
  const booking_url = webAddress(reader, 'lien_reservation');
  const booking_phone = reader.read(
    'telephone_reservation',
    phoneOf,
    'n’est pas un téléphone (attendu : 05 53 69 40 00).',
  );
  return {
    bookable: reader.yesNo('reservable', booking_url !== null || booking_phone !== null),
    booking_url,
    booking_phone,
    by_appointment: reader.yesNo('sur_rendez_vous', false),
  };
}

/** A cell that holds a web page. */
export function webAddress(reader: CellReader, column: string): string | null {
  return reader.read(
    column,
    (text) => (isWebAddress(text) ? text : null),
    'n’est pas une adresse web (attendu : https://exemple.fr/page).',
  );
}

/** Where it takes place, and who organises it. */
export function locationOf(reader: CellReader, kind: Kind) {
  const place_id = reader.text('id_lieu');
  const commune_code = reader.read(
    'code_insee',
    (text) => (COMMUNE_CODE.test(text) ? text : null),
    'n’est pas un code INSEE de commune (attendu : 47001).',
  );
  const mustBeSomewhere = kind === 'workshop' || kind === 'permanence';
  if (mustBeSomewhere && place_id === null && reader.text('code_insee') === null) {
    reader.fault(
      'id_lieu',
      '',
      'Ni lieu ni commune : donnez « id_lieu » (identifiant du lieu) ou « code_insee » (attendu : 47001).',
    );
  }
  const latitude = degrees(reader, 'latitude', 90);
  const longitude = degrees(reader, 'longitude', 180);
  if ((reader.text('latitude') === null) !== (reader.text('longitude') === null)) {
    reader.fault(
      reader.text('latitude') === null ? 'latitude' : 'longitude',
      '',
      'Latitude et longitude vont ensemble (attendu : 44.2033 et 0.6163).',
    );
  }
  return {
    place_id,
    place_name: reader.text('nom_lieu'),
    commune_code,
    latitude,
    longitude,
    organisation_id: reader.text('id_organisation'),
    organisation_name: reader.text('nom_organisation'),
  };
}

function degrees(reader: CellReader, column: string, bound: number): number | null {
  const read = (text: string) => {
    const value = /^-?\d{1,3}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
    return Math.abs(value) <= bound ? value : null;
  };
  return reader.read(
    column,
    read,
    `n’est pas une ${column} en degrés décimaux (attendu : ${bound === 90 ? '44.2033' : '0.6163'}).`,
  );
}

/** The week day and hours of a permanence, and the dates between which a help is offered. */
export function weeklyOf(reader: CellReader, kind: Kind) {
  const weekly = kind === 'permanence';
  if (weekly) {
    reader.required('jour', 'mardi');
    reader.required('heure_debut', '14:00');
    reader.required('heure_fin', '17:00');
  }
  const weekday = weekly
    ? reader.read('jour', (text) => codeOf(WEEKDAYS, text), 'n’est pas un jour de la semaine (attendu : mardi).')
    : null;
  const opens_at = weekly ? reader.time('heure_debut') : null;
  const closes_at = weekly ? reader.time('heure_fin') : null;
  if (opens_at !== null && closes_at !== null && closes_at <= opens_at) {
    reader.fault('heure_fin', closes_at, refusal(closes_at, `n’est pas après ${opens_at} (attendu : 17:00).`));
  }
  return {
    weekday: weekday === null ? null : weekdayNumber(weekday),
    opens_at,
    closes_at,
    valid_from: reader.date('valide_du'),
    valid_until: reader.date('valide_au'),
    open_on_holidays: reader.yesNo('ouvert_jours_feries', false),
    excluded_dates: excludedDates(reader),
  };
}

function excludedDates(reader: CellReader): readonly string[] {
  const dates = reader.list('dates_exclues').map((text) => {
    return (
      dateOf(text) ?? reader.fault('dates_exclues', text, refusal(text, 'n’est pas une date (attendu : 2026-12-24).'))
    );
  });
  return dates.filter((date) => date !== null).sort();
}

/** Refuses a period that ends before it begins. */
export function checkValidity(
  reader: CellReader,
  { valid_from, valid_until }: { valid_from: string | null; valid_until: string | null },
) {
  if (valid_from !== null && valid_until !== null && valid_until < valid_from) {
    reader.fault(
      'valide_au',
      valid_until,
      refusal(valid_until, `est avant le début, ${valid_from} (attendu : une date après).`),
    );
  }
}
