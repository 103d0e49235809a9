import { row, type Row } from './error-row';
import { busy } from './read-errors';

const value = ( code: string, message: string, action = 'Correct the value in WordPress, or the mapping of the field.' ): Row =>
	row( 'record', code, message, action );

const broken = value( 'salesforce_value_refused', 'Salesforce does not take a value of this record.' );
const twin = row(
	'record',
	'salesforce_duplicate',
	'Salesforce has this record already, or one very much like it.',
	'Compare the two in Salesforce and keep one; the record is then written to that one.'
);
const ambiguous = row(
	'record',
	'salesforce_record_ambiguous',
	'Several records in Salesforce have this external id.',
	'Leave the external id with one of them, and mark the field as unique in Salesforce.'
);
const automation = row(
	'record',
	'salesforce_automation_failed',
	'A flow or a trigger of the org stopped this record.',
	'Show the details below to your Salesforce administrator: the flow or trigger stands there by name.'
);
const notReached = row(
	'transient',
	'salesforce_not_reached',
	'Salesforce left this record as it was, because another one of the same call failed.',
	'See to the record that failed; this one is then written with it.'
);

/** What a write meets, for one record each. */
export const writeErrors: Readonly< Record< string, Row > > = {
	UNABLE_TO_LOCK_ROW: busy,
	REQUIRED_FIELD_MISSING: value( 'salesforce_value_missing', 'Salesforce requires a field that is empty here.', 'Fill in the field, or map it.' ),
	FIELD_CUSTOM_VALIDATION_EXCEPTION: value(
		'salesforce_validation_rule',
		'A validation rule of the org refuses this record.',
		'Read what the rule says in the details below, and correct the record; or ask your Salesforce administrator to change the rule.'
	),
	FIELD_INTEGRITY_EXCEPTION: broken,
	FIELD_FILTER_VALIDATION_EXCEPTION: value(
		'salesforce_lookup_filtered',
		'A lookup of this record points to a record that its filter in Salesforce does not allow.',
		'Choose another record, or ask your Salesforce administrator to change the filter of the lookup.'
	),
	NUMBER_OUTSIDE_VALID_RANGE: value( 'salesforce_number_out_of_range', 'A number is too large or too small for its field in Salesforce.' ),
	INVALID_EMAIL_ADDRESS: value( 'salesforce_email_invalid', 'Salesforce does not take the e-mail address.', 'Correct the e-mail address.' ),
	STRING_TOO_LONG: value(
		'salesforce_text_too_long',
		'A text is longer than its field in Salesforce may be.',
		'Shorten the text, or ask your Salesforce administrator for a longer field.'
	),
	INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: value(
		'salesforce_picklist_value_unknown',
		'A picklist in Salesforce does not have the value.',
		'Choose a value of the picklist, or add this one to it in Salesforce.'
	),
	INVALID_CROSS_REFERENCE_KEY: row(
		'record',
		'salesforce_parent_missing',
		'The record points to one that Salesforce does not have, or that the integration user may not see.',
		'Nothing to do if the other record is on its way; else give the integration user access to it.'
	),
	DUPLICATE_VALUE: twin,
	DUPLICATES_DETECTED: twin,
	DUPLICATE_EXTERNAL_ID: ambiguous,
	MULTIPLE_CHOICES: ambiguous,
	PRECONDITION_FAILED: row(
		'transient',
		'salesforce_record_changed',
		'The record changed in Salesforce in the meantime.',
		'Nothing to do: the next run compares the two anew.'
	),
	CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: automation,
	CANNOT_EXECUTE_FLOW_TRIGGER: automation,
	ALL_OR_NONE_OPERATION_ROLLED_BACK: notReached,
	PROCESSING_HALTED: notReached,
	BATCH_PROCESSING_HALTED: notReached,
	INVALID_FIELD_FOR_INSERT_UPDATE: row(
		'config',
		'salesforce_field_read_only',
		'The integration user may not write a mapped field.',
		'Give the integration user edit access to the field, or take the field out of what is written back.'
	),
	CANNOT_MODIFY_MANAGED_OBJECT: row(
		'config',
		'salesforce_managed_object',
		'A package in the org does not let others change this.',
		'Ask your Salesforce administrator whether the package can be set to allow it; else take it out of what is written back.'
	),
	DUPLICATE_DEVELOPER_NAME: row(
		'config',
		'salesforce_name_taken',
		'The org has something of this name already.',
		'Ask your Salesforce administrator to look at what has the name, and to remove or rename it if it is not Callboard’s.'
	),
};
