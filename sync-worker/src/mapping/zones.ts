/** Salesforce writes zones as “(GMT-05:00) Eastern Standard Time (America/New_York)” on screen; the name is the last part. */
const onScreen = /\(([A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)+)\)\s*$/;

/**
 * Names that are no place, and mean one: Windows (CLDR windowsZones, territory 001) and the POSIX names tzdata keeps
 * as links. Abbreviations such as EST or BST are not here: two countries use each of them for different hours.
 */
const places: ReadonlyMap< string, string > = new Map(
	Object.entries( {
		'Hawaiian Standard Time': 'Pacific/Honolulu',
		'Alaskan Standard Time': 'America/Anchorage',
		'Pacific Standard Time': 'America/Los_Angeles',
		'US Mountain Standard Time': 'America/Phoenix',
		'Mountain Standard Time': 'America/Denver',
		'Central Standard Time': 'America/Chicago',
		'Canada Central Standard Time': 'America/Regina',
		'Eastern Standard Time': 'America/New_York',
		'US Eastern Standard Time': 'America/Indiana/Indianapolis',
		'Atlantic Standard Time': 'America/Halifax',
		'Newfoundland Standard Time': 'America/St_Johns',
		'SA Pacific Standard Time': 'America/Bogota',
		'E. South America Standard Time': 'America/Sao_Paulo',
		'Argentina Standard Time': 'America/Argentina/Buenos_Aires',
		'GMT Standard Time': 'Europe/London',
		'W. Europe Standard Time': 'Europe/Berlin',
		'Central Europe Standard Time': 'Europe/Budapest',
		'Central European Standard Time': 'Europe/Warsaw',
		'Romance Standard Time': 'Europe/Paris',
		'E. Europe Standard Time': 'Europe/Chisinau',
		'GTB Standard Time': 'Europe/Bucharest',
		'FLE Standard Time': 'Europe/Kiev',
		'Turkey Standard Time': 'Europe/Istanbul',
		'Israel Standard Time': 'Asia/Jerusalem',
		'South Africa Standard Time': 'Africa/Johannesburg',
		'Egypt Standard Time': 'Africa/Cairo',
		'Russian Standard Time': 'Europe/Moscow',
		'Arabian Standard Time': 'Asia/Dubai',
		'India Standard Time': 'Asia/Calcutta',
		'SE Asia Standard Time': 'Asia/Bangkok',
		'China Standard Time': 'Asia/Shanghai',
		'Singapore Standard Time': 'Asia/Singapore',
		'W. Australia Standard Time': 'Australia/Perth',
		'Tokyo Standard Time': 'Asia/Tokyo',
		'Korea Standard Time': 'Asia/Seoul',
		'Cen. Australia Standard Time': 'Australia/Adelaide',
		'E. Australia Standard Time': 'Australia/Brisbane',
		'AUS Eastern Standard Time': 'Australia/Sydney',
		'Tasmania Standard Time': 'Australia/Hobart',
		'New Zealand Standard Time': 'Pacific/Auckland',
		EST5EDT: 'America/New_York',
		CST6CDT: 'America/Chicago',
		MST7MDT: 'America/Denver',
		PST8PDT: 'America/Los_Angeles',
		WET: 'Europe/Lisbon',
		CET: 'Europe/Paris',
		MET: 'Europe/Paris',
		EET: 'Europe/Athens',
		GMT: 'UTC',
		Z: 'UTC',
		UTC: 'UTC',
		'Etc/UTC': 'UTC',
		'Etc/GMT': 'UTC',
	} ).map( ( [ name, place ] ) => [ name.toLowerCase(), place ] )
);

const formats = new Map< string, Intl.DateTimeFormat | null >();

function formatOf( zone: string ): Intl.DateTimeFormat | null {
	const known = formats.get( zone );
	if ( known !== undefined ) {
		return known;
	}
	let format: Intl.DateTimeFormat | null = null;
	try {
		format = new Intl.DateTimeFormat( 'en-US', {
			timeZone: zone,
			calendar: 'gregory',
			numberingSystem: 'latn',
			hourCycle: 'h23',
			era: 'short',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		} );
	} catch {
		// No zone of that name.
	}
	formats.set( zone, format );
	return format;
}

const place = /^[A-Za-z]+(?:\/[A-Za-z0-9_+-]+){1,2}$/;

/** The IANA name that a text means, or nothing: an unknown zone is said, never guessed. */
export function zoneOf( text: string ): string | undefined {
	const given = text.trim();
	const name = onScreen.exec( given )?.[ 1 ] ?? given;
	const known = places.get( name.toLowerCase() );
	if ( known !== undefined ) {
		return known;
	}
	// The name stays as it is: ICU’s canonical ones differ between two releases of Node.
	return name.length <= 64 && place.test( name ) && formatOf( name ) ? name : undefined;
}

/** What the clock on the wall shows, written as if it were UTC, in milliseconds. Null for an unknown zone. */
export function wallOf( ms: number, zone: string ): number | null {
	const format = formatOf( zone );
	if ( ! format ) {
		return null;
	}
	const part: Record< string, number > = {};
	let beforeChrist = false;
	for ( const { type, value } of format.formatToParts( ms ) ) {
		part[ type ] = Number( value );
		beforeChrist ||= type === 'era' && value.startsWith( 'B' );
	}
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
	const wall = new Date( 0 );
	wall.setUTCFullYear( beforeChrist ? 1 - year : year, month - 1, day );
	return wall.setUTCHours( hour, minute, second, ( ( ms % 1000 ) + 1000 ) % 1000 );
}

const day = 24 * 3600_000;

/**
 * The moment at which the clock on the wall shows `wall`. In the hour that spring skips, the clock goes on as before
 * (02:30 is what 03:30 will be); in the hour that autumn repeats, the first one: what a visitor would come to.
 */
export function momentAt( wall: number, zone: string ): number | null {
	const before = wallOf( wall - day, zone );
	const after = wallOf( wall + day, zone );
	if ( before === null || after === null ) {
		return null;
	}
	const earlier = wall - ( before - ( wall - day ) );
	const later = wall - ( after - ( wall + day ) );
	if ( wallOf( earlier, zone ) === wall ) {
		return Math.min( earlier, wallOf( later, zone ) === wall ? later : earlier );
	}
	return wallOf( later, zone ) === wall ? later : earlier;
}
