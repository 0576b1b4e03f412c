using System.Globalization;

namespace Infra.NixHost.Analyzers.Compatibility;

/// <summary>What the rules use of newer frameworks, for numbers.</summary>
internal static class NumberExtensions
{
    extension(decimal)
    {
        public static bool TryParse(
            ReadOnlySpan<char> text,
            NumberStyles style,
            IFormatProvider provider,
            out decimal value
        ) => decimal.TryParse(text.ToString(), style, provider, out value);
    }

    extension(double)
    {
        public static bool TryParse(
            ReadOnlySpan<char> text,
            NumberStyles style,
            IFormatProvider provider,
            out double value
        ) => double.TryParse(text.ToString(), style, provider, out value);
    }
}
