import type { ObjectRights } from '../org/access';
import { findField, type Schema, type SObject } from '../org/schema';

export interface Seen {
	object: SObject;
	rights: ObjectRights;
	/** `/services/data/v66.0/sobjects/Account` */
	base: string;
}

/** Whether people meet the object on pages of their own: layouts, list views, search. */
const isOnScreen = ( object: SObject ): boolean => object.writable && ! object.setup && ! object.tooling && ! object.event && object.keyPrefix !== null;

const urls = ( object: SObject, base: string ): Record< string, string > => ( {
	...( isOnScreen( object )
		? {
				compactLayouts: `${ base }/describe/compactLayouts`,
				approvalLayouts: `${ base }/describe/approvalLayouts`,
				listviews: `${ base }/listviews`,
				quickActions: `${ base }/quickActions`,
				layouts: `${ base }/describe/layouts`,
			}
		: {} ),
	sobject: base,
	describe: `${ base }/describe`,
	rowTemplate: `${ base }/{ID}`,
} );

export const pageUrls = ( object: SObject, base: string, instance: string ): Record< string, string > => ( {
	...urls( object, base ),
	defaultValues: `${ base }/defaultValues?recordTypeId&fields`,
	...( isOnScreen( object )
		? {
				uiDetailTemplate: `${ instance }/{ID}`,
				uiEditTemplate: `${ instance }/{ID}/e`,
				uiNewRecord: `${ instance }/${ object.keyPrefix }/e`,
			}
		: {} ),
} );

/** An entry of the global describe; the same opens the object's own (§2.4). */
export function summary( { object, rights, base }: Seen ): Record< string, unknown > {
	const onScreen = isOnScreen( object );
	return {
		activateable: false,
		associateEntityType: null,
		associateParentEntity: null,
		createable: object.writable && rights.create,
		custom: object.custom,
		customSetting: false,
		deepCloneable: false,
		deletable: object.writable && rights.remove,
		deprecatedAndHidden: false,
		feedEnabled: false,
		hasSubtypes: false,
		isInterface: false,
		isSubtype: false,
		keyPrefix: object.keyPrefix,
		label: object.label,
		labelPlural: object.labelPlural,
		layoutable: onScreen,
		mergeable: object.mergeable,
		mruEnabled: findField( object, 'LastViewedDate' ) !== undefined,
		name: object.name,
		queryable: object.queryable,
		replicateable: object.replicateable,
		retrieveable: ! object.event,
		searchable: onScreen,
		triggerable: object.writable && ! object.setup,
		undeletable: object.undeletable && object.writable && rights.remove,
		updateable: object.writable && rights.edit,
		urls: urls( object, base ),
	};
}

/** Who points at the object, by fields that the user may see; without a name it is no sub-select (§2.4). */
export const childRelationships = ( schema: Schema, object: SObject ): Record< string, unknown >[] =>
	schema.all().flatMap( ( child ) =>
		child.fields
			.filter( ( field ) => field.type === 'reference' && field.referenceTo.includes( object.name ) )
			.map( ( field ) => ( {
				cascadeDelete: field.onDelete === 'cascade',
				childSObject: child.name,
				deprecatedAndHidden: false,
				field: field.name,
				junctionIdListNames: [],
				junctionReferenceTo: [],
				relationshipName: field.childRelationshipName,
				restrictedDelete: field.onDelete === 'restrict',
			} ) )
	);

export function supportedScopes( object: SObject ): { label: string; name: string }[] {
	const plural = object.labelPlural.toLowerCase();
	const all = { label: `All ${ plural }`, name: 'everything' };
	return findField( object, 'OwnerId' ) ? [ all, { label: `My ${ plural }`, name: 'mine' } ] : [ all ];
}
