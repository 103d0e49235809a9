import { stampToMs } from '../org/clock';
import type { Field, Value } from '../org/schema';
import type { Caller } from './caller';

const number = ( { locale }: Caller, digits: number, value: number ): string =>
	new Intl.NumberFormat( locale, { minimumFractionDigits: digits, maximumFractionDigits: digits } ).format( value );

/** FORMAT(): numbers, dates and times as the caller's locale and zone write them. */
export function formatted( field: Pick< Field, 'type' | 'scale' >, value: Value, caller: Caller ): Value {
	if ( typeof value === 'number' && ( field.type === 'currency' || isNumberType( field.type ) ) ) {
		if ( field.type === 'currency' ) {
			return new Intl.NumberFormat( caller.locale, { style: 'currency', currency: 'USD' } ).format( value );
		}
		return number( caller, field.scale, value ) + ( field.type === 'percent' ? '%' : '' );
	}
	if ( typeof value !== 'string' ) {
		return value === null ? null : String( value );
	}
	if ( field.type === 'datetime' ) {
		return plainSpaces(
			new Intl.DateTimeFormat( caller.locale, { dateStyle: 'short', timeStyle: 'short', timeZone: caller.zone } ).format( stampToMs( value ) )
		);
	}
	if ( field.type === 'date' ) {
		return new Intl.DateTimeFormat( caller.locale, { dateStyle: 'short', timeZone: 'UTC' } ).format( Date.parse( `${ value }T00:00:00Z` ) );
	}
	return value;
}

const isNumberType = ( type: Field[ 'type' ] ): boolean => [ 'double', 'percent', 'int' ].includes( type );
/** Newer tables of Intl put a narrow no-break space before AM and PM. */
const plainSpaces = ( text: string ): string => text.replace( /\u202f/g, ' ' );
