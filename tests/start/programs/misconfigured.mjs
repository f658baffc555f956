process.stderr.write('Configuration refusée : LGN_PORT vaut « abc ».\n');
process.exitCode = 1;
process.disconnect();
