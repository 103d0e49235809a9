/**
 * ESLint for TypeScript with types, and for the plain scripts that run before anything is installed.
 */
import js from '@eslint/js';
import wordpress from '@wordpress/eslint-plugin';
import prettier from 'eslint-config-prettier';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript-eslint';

const root = join( dirname( fileURLToPath( import.meta.url ) ), '../..' );
const ts = [ '**/*.ts', '**/*.tsx' ];
const tests = [ 'tests/**/*.ts', 'tests/**/*.tsx' ];

const sizes = {
	'max-lines': [ 'error', { max: 300, skipBlankLines: true, skipComments: true } ],
	'max-lines-per-function': [ 'error', { max: 60, skipBlankLines: true, skipComments: true } ],
	'max-params': [ 'error', 4 ],
	complexity: [ 'error', 16 ],
};

export default typescript.config(
	{ ignores: [ '**/*.generated.*', 'plugin/**', 'vendor/**', 'node_modules/**', '.callboard/**', 'sync-worker/src/contract/types.ts' ] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	js.configs.recommended,
	{
		files: [ '**/*.mjs', '**/*.cjs', '**/*.js' ],
		languageOptions: { globals: globals.node, ecmaVersion: 2023 },
		rules: { 'no-unused-vars': [ 'error', { caughtErrors: 'all' } ], eqeqeq: 'error', 'prefer-const': 'error', 'no-var': 'error' },
	},
	{
		files: ts,
		extends: [ ...typescript.configs.strictTypeChecked ],
		languageOptions: { parserOptions: { project: join( root, 'tsconfig.json' ), tsconfigRootDir: root } },
		rules: {
			...sizes,
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [ 'error', { considerDefaultExhaustiveForUnions: true } ],
			'@typescript-eslint/ban-ts-comment': [ 'error', { 'ts-expect-error': 'allow-with-description' } ],
			'@typescript-eslint/no-floating-promises': [
				'error',
				{ allowForKnownSafeCalls: [ { from: 'package', name: [ 'describe', 'it', 'test' ], package: 'node:test' } ] },
			],
			'@typescript-eslint/restrict-template-expressions': [ 'error', { allowNumber: true, allowBoolean: true } ],
			// An empty function is what a port's double often is; `void` for a callback's result is how promises are let go on purpose.
			'@typescript-eslint/no-empty-function': 'off',
			'@typescript-eslint/no-confusing-void-expression': 'off',
			'@typescript-eslint/no-meaningless-void-operator': 'off',
			// Bounds are the compiler's business here (noUncheckedIndexedAccess); `!` says that a line above proved them.
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-unnecessary-condition': [ 'error', { allowConstantLoopConditions: true } ],
			'@typescript-eslint/no-unused-vars': [ 'error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' } ],
			eqeqeq: 'error',
			'no-console': 'error',
			'no-restricted-imports': [ 'error', { patterns: [ { group: [ 'lodash', 'lodash/*' ], message: 'The language has it.' } ] } ],
		},
	},
	{
		files: [ 'admin-src/**/*.ts', 'admin-src/**/*.tsx' ],
		plugins: { '@wordpress': wordpress, 'react-hooks': hooks, 'jsx-a11y': a11y },
		languageOptions: { globals: globals.browser },
		rules: {
			...a11y.configs.recommended.rules,
			'react-hooks/rules-of-hooks': 'error',
			'react-hooks/exhaustive-deps': 'error',
			'@wordpress/i18n-text-domain': [ 'error', { allowedTextDomain: 'callboard' } ],
			'@wordpress/i18n-translator-comments': 'error',
			'@wordpress/i18n-no-variables': 'error',
			'@wordpress/i18n-no-placeholders-only': 'error',
			'@wordpress/i18n-no-collapsible-whitespace': 'error',
			'@wordpress/valid-sprintf': 'error',
			'@wordpress/no-unsafe-wp-apis': 'error',
		},
	},
	{
		// A component is a function and mostly its markup.
		files: [ 'admin-src/**/*.tsx' ],
		rules: { 'max-lines-per-function': [ 'error', { max: 120, skipBlankLines: true, skipComments: true } ] },
	},
	{
		files: tests,
		rules: {
			// A describe() is one function, as long as its cases.
			'max-lines-per-function': 'off',
			'max-lines': 'off',
			'max-params': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/unbound-method': 'off',
			'@typescript-eslint/require-await': 'off',
		},
	},
	prettier
);
