// The org, straight from its sources.
require( 'tsx/cjs' );
const { startSimulator } = require( '../../simulator/index.ts' );
const { loadSeason } = require( '../../simulator/seasons/load.ts' );
const { countSeeded } = require( '../../simulator/org/rules/performance-count.ts' );
const { readProgramsFile } = require( '../../simulator/seasons/programs.ts' );

module.exports = { startSimulator, loadSeason, countSeeded, readProgramsFile };
