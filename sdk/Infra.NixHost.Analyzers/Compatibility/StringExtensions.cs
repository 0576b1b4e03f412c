namespace Infra.NixHost.Analyzers.Compatibility;

/// <summary>What the rules use of newer frameworks, for texts.</summary>
internal static class StringExtensions
{
    extension(string text)
    {
        public bool Contains(char value) => text.IndexOf(value) >= 0;

        public int IndexOf(char value, StringComparison comparison) =>
            text.IndexOf(value.ToString(), comparison);

        public string[] Split(char separator, int count) => text.Split([separator], count);

        public static string Join(char separator, IEnumerable<string> values) =>
            string.Join(separator.ToString(), values);
    }
}
