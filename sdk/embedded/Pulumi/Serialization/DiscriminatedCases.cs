using System.Reflection;
using Infra.Protocol.Values;

namespace Pulumi.Serialization;

/// <summary>Finds the class of a value whose type is an interface and whose discriminator names the class.</summary>
internal static class DiscriminatedCases
{
    /// <summary>Returns the class of a value, or <c>null</c> if the type is no such interface or has no such case.</summary>
    public static Type? Choose(Type type, PropertyMap properties) =>
        type.GetCustomAttribute<DiscriminatedUnionDiscriminatorAttribute>() is { } discriminator
        && properties.Get(discriminator.PropertyName) is PropertyValue.String tag
            ? type.GetCustomAttributes<DiscriminatedUnionCaseAttribute>()
                .FirstOrDefault(c => c.Tag == tag.Value)
                ?.Type
            : null;
}
