import { Icon, TextControl } from '@wordpress/components';
import { caution } from '@wordpress/icons';
import { modernMargin, modernSize } from './modern';

interface Props {
	label: string;
	value: string;
	/** What the number does, while it is one. */
	hint?: string;
	/** What is asked for, while something else is typed. */
	error: string | null;
	onChange: ( value: string ) => void;
}

/**
 * A whole number as text: a browser's own field for numbers keeps what it cannot read to itself, so that nobody could
 * say what is wrong. The place for the error is there before the error is, or a screen reader would not speak it.
 */
export function NumberField( { label, value, hint, error, onChange }: Props ) {
	return (
		<TextControl
			inputMode="numeric"
			className={ error === null ? '' : 'callboard-wrong' }
			label={ label }
			value={ value }
			help={
				<>
					{ error === null && hint }
					<span className="callboard-wrong-words" aria-live="polite">
						{ error !== null && (
							<>
								<Icon icon={ caution } size={ 16 } /> { error }
							</>
						) }
					</span>
				</>
			}
			onChange={ onChange }
			aria-invalid={ error !== null }
			{ ...modernSize }
			{ ...modernMargin }
		/>
	);
}
