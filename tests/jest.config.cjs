// One configuration, a project per room: `npx jest -c tests/jest.config.cjs --selectProjects worker`.
const transform = {
	'\\.(m?[jt]sx?)$': [
		'@swc/jest',
		{
			jsc: {
				target: 'es2022',
				parser: { syntax: 'typescript', tsx: true },
				transform: { react: { runtime: 'automatic' } },
			},
			module: { type: 'commonjs' },
		},
	],
};
const { reactModules } = require( './admin/react.cjs' );

const common = {
	rootDir: require( 'node:path' ).resolve( __dirname, '..' ),
	transform,
	// These publish ES modules only; Jest runs CommonJS.
	transformIgnorePatterns: [
		'/node_modules/(?!(p-retry|p-queue|p-timeout|is-network-error|eventemitter3|canonicalize|@jetstreamapp|@wordpress|uuid|memize|is-plain-obj|nanoid|parsel-js|client-only)/)',
	],
	// Exports itself to `import` alone.
	moduleNameMapper: { '^canonicalize$': '<rootDir>/node_modules/canonicalize/lib/canonicalize.js' },
	modulePathIgnorePatterns: [ '<rootDir>/plugin/', '<rootDir>/.callboard/' ],
};
const admin = {
	...common,
	testEnvironment: 'jsdom',
	testMatch: [ '<rootDir>/tests/admin/**/*.test.{ts,tsx}' ],
	setupFilesAfterEnv: [ '<rootDir>/tests/admin/setup.ts' ],
};
module.exports = {
	// A whole season through the simulator takes seconds on a busy machine; hanging is what this is for, speed is not.
	testTimeout: 60_000,
	projects: [
		{ ...common, displayName: 'worker', testEnvironment: 'node', testMatch: [ '<rootDir>/tests/worker/**/*.test.ts' ] },
		{ ...common, displayName: 'simulator', testEnvironment: 'node', testMatch: [ '<rootDir>/tests/simulator/**/*.test.ts' ] },
		{ ...common, displayName: 'contract', testEnvironment: 'node', testMatch: [ '<rootDir>/tests/contract/**/*.test.ts' ] },
		{ ...common, displayName: 'stack', testEnvironment: 'node', testMatch: [ '<rootDir>/tests/stack/**/*.test.ts' ] },
		// WordPress 6.8 brings React 18, newer ones 19: what runs in the browser is tested under both.
		{ ...admin, displayName: 'admin', moduleNameMapper: { ...common.moduleNameMapper, ...reactModules( 18 ) } },
		{ ...admin, displayName: 'admin-react-19', moduleNameMapper: { ...common.moduleNameMapper, ...reactModules( 19 ) } },
	],
};
