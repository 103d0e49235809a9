import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** A line per test, the words of each failure, and at the end `N passed, N failed`. */
export default class Lines implements Reporter {
	private passed = 0;
	private failed = 0;
	private unrun = 0;

	onTestEnd( test: TestCase, result: TestResult ): void {
		const name = test.titlePath().slice( 2 ).join( ' › ' );
		const seconds = `${ ( result.duration / 1000 ).toFixed( 1 ) } s`;
		if ( result.status === 'passed' ) {
			this.passed++;
			this.say( `  ✓ ${ name } (${ seconds })` );
			return;
		}
		if ( result.status === 'skipped' ) {
			this.unrun++;
			this.say( `  – ${ name } (not run)` );
			return;
		}
		this.failed++;
		this.say( `  ✗ ${ name } (${ seconds })` );
		result.errors.forEach( ( error ) => this.say( indent( error.stack ?? error.message ?? '' ) ) );
		result.attachments.filter( ( { path } ) => path !== undefined ).forEach( ( { name: kind, path } ) => this.say( `      ${ kind }: ${ path }` ) );
	}

	onError( error: { message?: string; stack?: string } ): void {
		this.failed++;
		this.say( indent( error.stack ?? error.message ?? 'An error without words.' ) );
	}

	onEnd( result: FullResult ): void {
		// A test that could not run because an earlier one failed has not passed.
		const failed = this.failed + this.unrun + ( result.status === 'passed' || this.failed > 0 ? 0 : 1 );
		process.stdout.write( `\n${ this.passed } passed, ${ failed } failed\n` );
	}

	printsToStdio(): boolean {
		return true;
	}

	private say( line: string ): void {
		process.stdout.write( `${ line }\n` );
	}
}

const indent = ( text: string ): string =>
	text
		.split( '\n' )
		.slice( 0, 25 )
		.map( ( line ) => `      ${ line }` )
		.join( '\n' );
