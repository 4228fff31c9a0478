import type { Theme } from './theme.ts';

interface Palette {
  background: string;
  emphasis: string;
  text: string;
  subtle: string;
  accent: string;
  good: string;
  warning: string;
  attention: string;
  line: string;
  goodBack: string;
  warningBack: string;
  attentionBack: string;
  accentBack: string;
}

const palettes: Record<Theme, Palette> = {
  light: {
    background: '#ffffff',
    emphasis: '#f5f5f5',
    text: '#242424',
    subtle: '#616161',
    accent: '#5b5fc7',
    good: '#0e700e',
    warning: '#8a5a00',
    attention: '#b10e1c',
    line: '#e0e0e0',
    goodBack: '#f1faf1',
    warningBack: '#fff9f5',
    attentionBack: '#fdf3f4',
    accentBack: '#e8ebfa',
  },
  dark: {
    background: '#292929',
    emphasis: '#1f1f1f',
    text: '#ffffff',
    subtle: '#adadad',
    accent: '#9299f7',
    good: '#54b054',
    warning: '#feb06a',
    attention: '#f1707b',
    line: '#525252',
    goodBack: '#052505',
    warningBack: '#411200',
    attentionBack: '#3b0509',
    accentBack: '#2f2f4a',
  },
  contrast: {
    background: '#000000',
    emphasis: '#000000',
    text: '#ffffff',
    subtle: '#ffffff',
    accent: '#1aebff',
    good: '#3ff23f',
    warning: '#ffff00',
    attention: '#ff9aa2',
    line: '#ffffff',
    goodBack: '#000000',
    warningBack: '#000000',
    attentionBack: '#000000',
    accentBack: '#000000',
  },
};

function foreground(palette: Palette): Record<string, { default: string; subtle: string }> {
  const flat = (value: string): { default: string; subtle: string } => ({ default: value, subtle: value });
  return {
    default: { default: palette.text, subtle: palette.subtle },
    dark: { default: palette.text, subtle: palette.subtle },
    light: { default: palette.subtle, subtle: palette.subtle },
    accent: flat(palette.accent),
    good: flat(palette.good),
    warning: flat(palette.warning),
    attention: flat(palette.attention),
  };
}

function containerStyles(palette: Palette): Record<string, unknown> {
  const style = (backgroundColor: string): unknown => ({ backgroundColor, foregroundColors: foreground(palette) });
  return {
    default: style(palette.background),
    emphasis: style(palette.emphasis),
    accent: style(palette.accentBack),
    good: style(palette.goodBack),
    warning: style(palette.warningBack),
    attention: style(palette.attentionBack),
  };
}

const sizes = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 };
const weights = { lighter: 400, default: 400, bolder: 600 };

/** How Teams sets the renderer for a theme: its type ramp, spacing, colours and six buttons in a row. */
export function hostConfig(theme: Theme): Record<string, unknown> {
  const palette = palettes[theme];
  return {
    supportsInteractivity: true,
    fontTypes: {
      default: { fontFamily: 'inherit', fontSizes: sizes, fontWeights: weights },
      monospace: { fontFamily: 'Consolas, Menlo, monospace', fontSizes: sizes, fontWeights: weights },
    },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: palette.line },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: containerStyles(palette),
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
        optionalInputs: { weight: 'bolder' },
      },
      errorMessage: { color: 'attention', size: 'small', spacing: 'small' },
    },
    actions: {
      maxActions: 6,
      spacing: 'large',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'default' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      iconPlacement: 'leftOfTitle',
      iconSize: 16,
    },
    adaptiveCard: { allowCustomStyle: false },
    imageSet: { imageSize: 'medium', maxImageHeight: 100 },
    factSet: {
      title: { weight: 'bolder', wrap: true, maxWidth: 150 },
      value: { wrap: true },
      spacing: 16,
    },
    textStyles: { heading: { size: 'large', weight: 'bolder' }, columnHeader: { weight: 'bolder' } },
    textBlock: { headingLevel: 3 },
  };
}
