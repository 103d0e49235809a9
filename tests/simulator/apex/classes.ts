import type { Org } from '../org/org';
import { newRow, type Row } from '../org/store';
import { idByName } from '../tooling/entities';

/** The one Apex REST class of this org; permission sets let people in by its id. */
const CLASS_NAME = 'CallboardSeason';
export const CLASS_ID = idByName( '01p', CLASS_NAME );

export const apexClassRows = ( org: Org ): Row[] => [
	newRow( 'ApexClass', CLASS_ID, {
		Id: CLASS_ID,
		IsDeleted: false,
		SystemModstamp: org.clock.stamp(),
		Name: CLASS_NAME,
		Status: 'Active',
		NamespacePrefix: null,
		IsValid: true,
		ApiVersion: 66,
	} ),
];
