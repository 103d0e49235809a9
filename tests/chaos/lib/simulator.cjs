// The org, straight from its sources.
require( 'tsx/cjs' );
const { startSimulator } = require( '../../simulator/index.ts' );
const { readProgramsFile } = require( '../../simulator/seasons/programs.ts' );

const { lookup } = require( '../../simulator/org/fields.ts' );

module.exports = { startSimulator, readProgramsFile, lookup };
