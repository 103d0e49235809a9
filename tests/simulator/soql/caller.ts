import type { Store } from '../org/store';
import { isZone } from '../org/zone';

/** Whose days, weeks and years a query counts in. */
export interface Caller {
	userId: string;
	nowMs: number;
	zone: string;
	/** 0 Sunday, 1 Monday, 6 Saturday. */
	weekStart: number;
	/** 0 January. */
	fiscalStart: number;
	/** Whether a fiscal year is called after the year it begins in. */
	namedByStart: boolean;
	locale: string;
}

const SUNDAY = new Set( 'US CA MX BR CO PE VE JP KR TW HK SG PH TH IN IL ZA KE SA'.split( ' ' ) );
const SATURDAY = new Set( 'AE EG DZ IQ JO KW LY QA OM'.split( ' ' ) );

/** Weeks begin by locale (§2.10); `en` alone means the United States. */
function weekStartOf( locale: string ): number {
	const region = locale.split( /[_-]/ ).find( ( part, index ) => index > 0 && /^[A-Z]{2}$/.test( part ) ) ?? ( locale === 'en' ? 'US' : '' );
	return SUNDAY.has( region ) ? 0 : SATURDAY.has( region ) ? 6 : 1;
}

const isLocale = ( tag: string ): boolean => {
	try {
		return Intl.getCanonicalLocales( tag ).length === 1;
	} catch {
		return false;
	}
};

export function callerOf( store: Store, userId: string, { nowMs, zone }: { nowMs: number; zone: string } ): Caller {
	const user = store.table( 'User' ).get( userId )?.values ?? {};
	const [ organization ] = store.table( 'Organization' ).inStampOrder();
	const own = String( user.TimeZoneSidKey ?? '' );
	const locale = String( user.LocaleSidKey ?? 'en_US' );
	const month = Number( organization?.values.FiscalYearStartMonth ?? 1 );
	const tag = locale.replace( /_/g, '-' );
	return {
		userId,
		nowMs,
		zone: own !== '' && isZone( own ) ? own : zone,
		weekStart: weekStartOf( locale ),
		fiscalStart: month >= 1 && month <= 12 ? month - 1 : 0,
		namedByStart: organization?.values.UsesStartDateAsFiscalYearName === true,
		locale: isLocale( tag ) ? tag : 'en-US',
	};
}
