import { USER_ID } from '../org/org';
import { Asker } from './soql-asker';

/** An opportunity closes on each of these days; the clock stands on Sunday 22 November 2026, seven in the morning in New York. */
const DAYS = [
	'2024-12-31', '2025-01-01', '2025-10-01', '2025-11-22', '2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01', '2026-08-23', '2026-08-24', '2026-09-30', '2026-10-01', '2026-10-31',
	'2026-11-01', '2026-11-14', '2026-11-15', '2026-11-16', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-28', '2026-11-29', '2026-11-30', '2026-12-01', '2026-12-31',
	'2027-01-01', '2027-02-20', '2027-02-21', '2027-03-31', '2027-12-31', '2028-01-01',
]; // prettier-ignore

function openings( options: { locale?: string; fiscal?: number; zone?: string } = {} ): Asker {
	const asker = new Asker();
	for ( const day of DAYS ) {
		asker.create( 'Opportunity', { Name: day, StageName: 'Prospecting', CloseDate: day } );
	}
	const { store } = asker.org;
	const user = store.table( 'User' ).get( USER_ID )!;
	store.change( user, {
		values: { ...user.values, ...( options.locale ? { LocaleSidKey: options.locale } : {} ), ...( options.zone ? { TimeZoneSidKey: options.zone } : {} ) },
	} );
	const [ organization ] = store.table( 'Organization' ).inStampOrder();
	store.change( organization!, { values: { ...organization!.values, FiscalYearStartMonth: options.fiscal ?? 1 } } );
	return asker;
}

const closing = ( asker: Asker, condition: string ): unknown[] =>
	asker.column( `SELECT Name FROM Opportunity WHERE CloseDate ${ condition } ORDER BY CloseDate` );
const between = ( from: string, until: string ): string[] => DAYS.filter( ( day ) => day >= from && day <= until );

describe( 'a date literal', () => {
	const asker = openings();

	it.each( [
		[ 'YESTERDAY', '2026-11-21', '2026-11-21' ],
		[ 'TODAY', '2026-11-22', '2026-11-22' ],
		[ 'today', '2026-11-22', '2026-11-22' ],
		[ 'TOMORROW', '2026-11-23', '2026-11-23' ],
		[ 'LAST_WEEK', '2026-11-15', '2026-11-21' ],
		[ 'THIS_WEEK', '2026-11-22', '2026-11-28' ],
		[ 'NEXT_WEEK', '2026-11-29', '2026-12-05' ],
		[ 'LAST_MONTH', '2026-10-01', '2026-10-31' ],
		[ 'THIS_MONTH', '2026-11-01', '2026-11-30' ],
		[ 'NEXT_MONTH', '2026-12-01', '2026-12-31' ],
		[ 'LAST_QUARTER', '2026-07-01', '2026-09-30' ],
		[ 'THIS_QUARTER', '2026-10-01', '2026-12-31' ],
		[ 'NEXT_QUARTER', '2027-01-01', '2027-03-31' ],
		[ 'LAST_YEAR', '2025-01-01', '2025-12-31' ],
		[ 'THIS_YEAR', '2026-01-01', '2026-12-31' ],
		[ 'NEXT_YEAR', '2027-01-01', '2027-12-31' ],
		[ 'LAST_90_DAYS', '2026-08-24', '2026-11-22' ],
		[ 'NEXT_90_DAYS', '2026-11-23', '2027-02-20' ],
		[ 'LAST_N_DAYS:1', '2026-11-21', '2026-11-22' ],
		[ 'NEXT_N_DAYS:1', '2026-11-23', '2026-11-23' ],
		[ 'N_DAYS_AGO:2', '2026-11-20', '2026-11-20' ],
		[ 'LAST_N_WEEKS:1', '2026-11-15', '2026-11-21' ],
		[ 'NEXT_N_WEEKS:1', '2026-11-29', '2026-12-05' ],
		[ 'N_WEEKS_AGO:1', '2026-11-15', '2026-11-21' ],
		[ 'LAST_N_MONTHS:2', '2026-09-01', '2026-10-31' ],
		[ 'NEXT_N_MONTHS:2', '2026-12-01', '2027-01-31' ],
		[ 'N_MONTHS_AGO:1', '2026-10-01', '2026-10-31' ],
		[ 'LAST_N_QUARTERS:1', '2026-07-01', '2026-09-30' ],
		[ 'NEXT_N_QUARTERS:1', '2027-01-01', '2027-03-31' ],
		[ 'N_QUARTERS_AGO:1', '2026-07-01', '2026-09-30' ],
		[ 'LAST_N_YEARS:2', '2024-01-01', '2025-12-31' ],
		[ 'NEXT_N_YEARS:1', '2027-01-01', '2027-12-31' ],
		[ 'N_YEARS_AGO:1', '2025-01-01', '2025-12-31' ],
		[ 'THIS_FISCAL_YEAR', '2026-01-01', '2026-12-31' ],
	] )( '%s runs from %s to %s', ( literal, from, until ) => {
		expect( between( from, until ) ).not.toHaveLength( 0 );
		expect( closing( asker, `= ${ literal }` ) ).toEqual( between( from, until ) );
		expect( closing( asker, `!= ${ literal }` ) ).toEqual( DAYS.filter( ( day ) => day < from || day > until ) );
		expect( closing( asker, `< ${ literal }` ) ).toEqual( DAYS.filter( ( day ) => day < from ) );
		expect( closing( asker, `<= ${ literal }` ) ).toEqual( DAYS.filter( ( day ) => day <= until ) );
		expect( closing( asker, `> ${ literal }` ) ).toEqual( DAYS.filter( ( day ) => day > until ) );
		expect( closing( asker, `>= ${ literal }` ) ).toEqual( DAYS.filter( ( day ) => day >= from ) );
		expect( closing( asker, `IN (${ literal }, 2028-01-01)` ) ).toEqual( [ ...new Set( [ ...between( from, until ), '2028-01-01' ] ) ].sort() );
	} );

	it.each( [
		[ 'de_DE', '2026-11-16', '2026-11-22' ],
		[ 'en_GB', '2026-11-16', '2026-11-22' ],
		[ 'en_US', '2026-11-22', '2026-11-28' ],
		[ 'ar_AE', '2026-11-21', '2026-11-27' ],
	] )( 'THIS_WEEK begins as weeks do in %s', ( locale, from, until ) => {
		expect( closing( openings( { locale } ), '= THIS_WEEK' ) ).toEqual( between( from, until ) );
	} );

	it.each( [
		[ 'THIS_FISCAL_YEAR', '2026-10-01', '2027-09-30' ],
		[ 'LAST_FISCAL_YEAR', '2025-10-01', '2026-09-30' ],
		[ 'NEXT_FISCAL_YEAR', '2027-10-01', '2028-09-30' ],
		[ 'THIS_FISCAL_QUARTER', '2026-10-01', '2026-12-31' ],
		[ 'LAST_FISCAL_QUARTER', '2026-07-01', '2026-09-30' ],
		[ 'NEXT_N_FISCAL_QUARTERS:1', '2027-01-01', '2027-03-31' ],
		[ 'LAST_N_FISCAL_YEARS:1', '2025-10-01', '2026-09-30' ],
		[ 'N_FISCAL_YEARS_AGO:1', '2025-10-01', '2026-09-30' ],
		[ 'N_FISCAL_QUARTERS_AGO:1', '2026-07-01', '2026-09-30' ],
	] )( '%s follows a fiscal year that starts in October', ( literal, from, until ) => {
		expect( closing( openings( { fiscal: 10 } ), `= ${ literal }` ) ).toEqual( between( from, until ) );
	} );

	it( 'quarters of a fiscal year that starts in February hold three months each', () => {
		expect( closing( openings( { fiscal: 2 } ), '= THIS_FISCAL_QUARTER' ) ).toEqual( between( '2026-11-01', '2027-01-31' ) );
	} );

	it.each( [
		'THIS_DECADE',
		'LAST_DAY',
		'LAST_N_DAYS',
		'N_DECADES_AGO:3',
		'LAST_N_DAYS:-3',
		'LAST_N_DAYS:x',
		'TODAY:1',
		'THIS_N_DAYS:1',
		'LAST_DAYS:3',
		'2026-13-01',
		'2026-02-30',
		'tomorrows',
	] )( '%s is none', ( literal ) => {
		expect( asker.refusal( `SELECT Id FROM Opportunity WHERE CloseDate = ${ literal }` ) ).toMatchObject( { status: 400 } );
	} );

	it( 'that SOQL does not know is a parse error at its place', () => {
		const refusal = asker.refusal( 'SELECT Id FROM Opportunity WHERE CloseDate = THIS_DECADE' );
		expect( refusal ).toMatchObject( { code: 'MALFORMED_QUERY', at: '1:46', text: "unexpected token: 'THIS_DECADE'" } );
	} );
} );

describe( 'the days of a date-time', () => {
	it.each( [
		[ 'America/New_York', '2026-11-22T05:00:00Z', '2026-11-23T05:00:00Z' ],
		[ 'Asia/Tokyo', '2026-11-21T15:00:00Z', '2026-11-22T15:00:00Z' ],
		[ 'UTC', '2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z' ],
	] )( 'begin and end as they do in %s, where the user is', ( zone, from, until ) => {
		const asker = openings( { zone } );
		const stamps = [ from, until ].flatMap( ( stamp ) => [ Date.parse( stamp ) - 1000, Date.parse( stamp ) ] );
		for ( const ms of stamps ) {
			asker.org.writer.load(
				'Account',
				{ Name: new Date( ms ).toISOString().slice( 0, 19 ) },
				new Date( ms ).toISOString().slice( 0, 19 ) + '.000+0000'
			);
		}
		const [ , first, last ] = stamps.map( ( ms ) => new Date( ms ).toISOString().slice( 0, 19 ) );
		expect( asker.column( 'SELECT Name FROM Account WHERE CreatedDate = TODAY ORDER BY Name' ) ).toEqual( [ first, last ] );
	} );

	it( 'have 25 hours when the clocks go back', () => {
		const asker = openings( { zone: 'America/New_York' } );
		asker.org.clock.set( { now: '2026-11-01T12:00:00Z' } );
		for ( const hour of [ '2026-11-01T03:59:59', '2026-11-01T04:00:00', '2026-11-02T04:59:59', '2026-11-02T05:00:00' ] ) {
			asker.org.writer.load( 'Account', { Name: hour }, `${ hour }.000+0000` );
		}
		expect( asker.column( 'SELECT Name FROM Account WHERE CreatedDate = TODAY ORDER BY Name' ) ).toEqual( [
			'2026-11-01T04:00:00',
			'2026-11-02T04:59:59',
		] );
	} );
} );

describe( 'a date-time literal', () => {
	const asker = new Asker();
	asker.org.writer.load( 'Account', { Name: 'At noon' }, '2026-11-22T12:00:00.000+0000' );

	it.each( [ '2026-11-22T12:00:00Z', '2026-11-22T12:00:00.000Z', '2026-11-22T12:00:00.999Z', '2026-11-22T13:00:00+01:00', '2026-11-22T07:00:00-0500' ] )(
		'%s means the same second, whatever its zone and fraction',
		( stamp ) => {
			expect( asker.column( `SELECT Name FROM Account WHERE CreatedDate = ${ stamp }` ) ).toEqual( [ 'At noon' ] );
			expect( asker.column( `SELECT Name FROM Account WHERE CreatedDate > ${ stamp }` ) ).toEqual( [] );
		}
	);

	it( 'in quotes is refused with the type it should have', () => {
		expect( asker.refusal( "SELECT Id FROM Account WHERE CreatedDate > '2026-01-01T00:00:00Z'" ) ).toMatchObject( {
			code: 'INVALID_FIELD',
			at: '1:30',
			text: "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes",
		} );
	} );
} );

describe( 'a date function', () => {
	const asker = new Asker();
	asker.create( 'Contact', { LastName: 'Doe', Birthdate: '1990-05-06' } );
	asker.org.writer.load( 'Account', { Name: 'Late' }, '2026-12-31T23:30:00.000+0000' );
	asker.org.writer.load( 'Account', { Name: 'Early' }, '2027-01-01T04:30:00.000+0000' );

	it( 'reads the day in UTC, or where the user is with convertTimezone', () => {
		expect( asker.column( 'SELECT Name FROM Account WHERE CALENDAR_YEAR(CreatedDate) = 2026' ) ).toEqual( [ 'Late' ] );
		expect( asker.column( 'SELECT Name FROM Account WHERE CALENDAR_YEAR(convertTimezone(CreatedDate)) = 2026 ORDER BY Name' ) ).toEqual( [
			'Early',
			'Late',
		] );
		expect(
			asker.column(
				'SELECT Name FROM Account WHERE DAY_ONLY(convertTimezone(CreatedDate)) = 2026-12-31 AND HOUR_IN_DAY(convertTimezone(CreatedDate)) = 23'
			)
		).toEqual( [ 'Early' ] );
		expect(
			asker.column(
				'SELECT LastName FROM Contact WHERE CALENDAR_MONTH(Birthdate) IN (5, 6) AND DAY_IN_MONTH(Birthdate) < 7 AND DAY_IN_WEEK(Birthdate) = 1'
			)
		).toEqual( [ 'Doe' ] );
		expect(
			asker.column(
				'SELECT LastName FROM Contact WHERE DAY_IN_YEAR(Birthdate) = 126 AND WEEK_IN_MONTH(Birthdate) = 1 AND WEEK_IN_YEAR(Birthdate) = 18 AND CALENDAR_QUARTER(Birthdate) = 2'
			)
		).toEqual( [ 'Doe' ] );
	} );

	it( 'groups, and can be selected only then', () => {
		expect(
			asker.rows( 'SELECT CALENDAR_YEAR(CreatedDate) y, COUNT(Id) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate) ORDER BY CALENDAR_YEAR(CreatedDate)' )
		).toEqual( [
			{ y: 2026, expr0: 1 },
			{ y: 2027, expr0: 1 },
		] );
		expect( asker.refusal( 'SELECT CALENDAR_YEAR(CreatedDate) FROM Account' ).text ).toBe(
			'Field must be grouped or aggregated: CALENDAR_YEAR(CreatedDate)'
		);
	} );

	it.each( [
		'HOUR_IN_DAY(Birthdate) = 1',
		'DAY_ONLY(Birthdate) = 1990-05-06',
		'CALENDAR_YEAR(LastName) = 1990',
		'CALENDAR_YEAR(convertTimezone(Birthdate)) = 1990',
		"CALENDAR_YEAR(Birthdate) = '1990'",
		'CALENDAR_YEAR(Birthdate, CreatedDate) = 1990',
		'CALENDAR_YEAR() = 1990',
	] )( '%s is refused', ( where ) => {
		expect( asker.refusal( `SELECT Id FROM Contact WHERE ${ where }` ).status ).toBe( 400 );
	} );

	it( 'of a fiscal year counts from its first month, and is called after its last', () => {
		const own = openings( { fiscal: 10 } );
		const one = 'FROM Opportunity WHERE Name = ';
		const fiscal = ( day: string ): unknown =>
			own.rows(
				`SELECT FISCAL_YEAR(CloseDate) y, FISCAL_QUARTER(CloseDate) q, FISCAL_MONTH(CloseDate) m ${ one }'${ day }' GROUP BY FISCAL_YEAR(CloseDate), FISCAL_QUARTER(CloseDate), FISCAL_MONTH(CloseDate)`
			)[ 0 ];
		expect( fiscal( '2026-10-01' ) ).toEqual( { y: 2027, q: 1, m: 1 } );
		expect( fiscal( '2026-09-30' ) ).toEqual( { y: 2026, q: 4, m: 12 } );
	} );
} );
