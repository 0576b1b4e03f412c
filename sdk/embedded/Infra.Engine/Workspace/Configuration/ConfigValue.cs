using System.Collections.Immutable;

namespace Infra.Engine.Workspace.Configuration;

/// <summary>A configuration value as a stack's settings or a project hold it. A closed hierarchy; secrets are ciphertext.</summary>
public abstract record ConfigValue
{
    private ConfigValue() { }

    /// <summary>Whether it is, or holds, a secret.</summary>
    public bool HasSecret =>
        this switch
        {
            Secure => true,
            List list => list.Items.Any(item => item.HasSecret),
            Map map => map.Entries.Values.Any(value => value.HasSecret),
            _ => false,
        };

    /// <summary>Whether it is a list or a map.</summary>
    public bool IsObject => this is List or Map;

    /// <summary>No value, as in an empty entry; programs get an empty text.</summary>
    public sealed record Null : ConfigValue;

    /// <summary>A text.</summary>
    public sealed record Text(string Value) : ConfigValue;

    /// <summary>A truth value.</summary>
    public sealed record Bool(bool Value) : ConfigValue;

    /// <summary>A whole number.</summary>
    public sealed record Integer(long Value) : ConfigValue;

    /// <summary>A number.</summary>
    public sealed record Number(double Value) : ConfigValue;

    /// <summary>A secret: <c>secure: CIPHERTEXT</c>.</summary>
    public sealed record Secure(string Ciphertext) : ConfigValue;

    /// <summary>A list.</summary>
    public sealed record List(ImmutableArray<ConfigValue> Items) : ConfigValue
    {
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);
    }

    /// <summary>Named values, by name.</summary>
    public sealed record Map(ImmutableSortedDictionary<string, ConfigValue> Entries) : ConfigValue
    {
        public bool Equals(Map? other) => other is not null && Entries.SequenceEqual(other.Entries);

        public override int GetHashCode() =>
            Entries.Aggregate(17, (hash, e) => HashCode.Combine(hash, e.Key, e.Value));
    }
}
