namespace Infra.NixHost.Testing;

/// <summary>Something that makes a preview fail.</summary>
public sealed class Problem
{
    internal Problem(string type, string resource, string property, string text)
    {
        Type = type;
        Resource = resource;
        Property = property;
        Text = text;
    }

    /// <summary>The type of the resource, as <c>OverlayDisk</c>; empty for the program itself.</summary>
    public string Type { get; }

    /// <summary>The name of the resource in the program; empty for the program itself.</summary>
    public string Resource { get; }

    /// <summary>The property, as <c>size</c> or <c>disks[1].bus</c>; empty when it is about more than one.</summary>
    public string Property { get; }

    /// <summary>What the provider says of it, in the words of a preview, with its code where it has one.</summary>
    public string Text { get; }

    /// <summary>The resource, the property and the text, as <c>OverlayDisk os: size: "5 bananas" is not a valid size; …</c>.</summary>
    public override string ToString() =>
        (Resource.Length == 0 ? "" : $"{Type} {Resource}: ")
        + (Property.Length == 0 ? "" : $"{Property}: ")
        + Text;
}
